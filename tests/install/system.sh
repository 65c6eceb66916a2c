#!/bin/sh
# Install what the tests need from the system's packages, and only what is missing:
# Chromium (browser tests), Java and Maven (a real Neo4j), Node (the bundle is built anew and compared).
set -eu
missing=
command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing="$missing chromium"
java -version >/dev/null 2>&1 || missing="$missing openjdk-17-jre-headless"
command -v mvn >/dev/null || missing="$missing maven"
command -v node >/dev/null || missing="$missing nodejs"
command -v npm >/dev/null || missing="$missing npm"
[ -n "$missing" ] || exit 0
command -v apt-get >/dev/null || { echo "The tests need:$missing. Install them with your system's package manager." >&2; exit 1; }
sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
echo "Installing for the tests:$missing" >&2
$sudo apt-get update -qq
# Debian 13 has no Java 17 but 21; Neo4j 5.26 runs on both.
case "$missing" in *openjdk-17*) apt-cache show openjdk-17-jre-headless >/dev/null 2>&1 || missing=$(echo "$missing" | sed 's/openjdk-17-jre-headless/openjdk-21-jre-headless/') ;; esac
# shellcheck disable=SC2086  # the list is meant to be split
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
