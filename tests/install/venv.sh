#!/bin/sh
# Make the virtual environment $1 with $PYTHON. Debian ships venv without pip unless python3-venv is there.
set -eu
python=${PYTHON:-python3}
command -v "$python" >/dev/null || { echo "Wasl needs Python 3.11 or newer; '$python' was not found. Install it, or say PYTHON=/path/to/python3.12." >&2; exit 1; }
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Wasl needs Python 3.11 or newer; $python is $("$python" -V 2>&1). Say PYTHON=/path/to/a/newer/python3." >&2; exit 1; }
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    command -v apt-get >/dev/null || { echo "$python has no venv module: install the package that holds it." >&2; exit 1; }
    sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
    echo "Installing python3-venv (Debian keeps it apart from Python)" >&2
    { $sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv; } >/dev/null
fi
"$python" -m venv "$1"
