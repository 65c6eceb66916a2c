"""``python -m explorer`` starts the explorer; ``python -m explorer password`` makes the hash of a password.

Exit codes: 0 ended by a person, 2 not started (a setting, or the port is in use).
"""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from explorer import access, connection, serving
from graph.errors import ConfigurationError

_APP = Path(__file__).resolve().parent.parent / "streamlit_app.py"
_SHORTEST = 8


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m explorer", description="Start the explorer. PORT= and WASL_ADDRESS= say where.")
    parser.add_argument(
        "command", nargs="?", choices=["serve", "password"], default="serve", help="serve (default), or make a password's hash"
    )
    try:
        return _password() if parser.parse_args(arguments).command == "password" else _serve()
    except ConfigurationError as exc:
        print(exc, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0


def _password() -> int:
    first = getpass.getpass("Password: ")
    if len(first) < _SHORTEST:
        print(f"A password has at least {_SHORTEST} characters.", file=sys.stderr)
        return 2
    if getpass.getpass("Again: ") != first:
        print("The two are not the same.", file=sys.stderr)
        return 2
    print(access.hash_password(first))
    print("Put this line into WASL_PASSWORD_HASH, or into a file named by WASL_PASSWORD_FILE.", file=sys.stderr)
    return 0


def _serve() -> int:
    settings = connection.settings()
    options = serving.streamlit_options(settings)
    if not serving.is_port_free(settings.address, settings.port):
        raise ConfigurationError(
            f"Port {settings.port} on {settings.address} is in use or not allowed. "
            f"Stop what listens there, or choose another one: PORT={settings.port + 1} make run"
        )
    # Streamlit looks for .streamlit/config.toml beside what was started.
    sys.argv = [str(_APP)]
    sys.path.insert(0, str(_APP.parent))
    from streamlit_app import app

    print(f"Wasl: {serving.url(settings)}", file=sys.stderr, flush=True)
    app.run(config=options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
