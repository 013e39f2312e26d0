#!/bin/sh
# Bring what the machine lacks: system libraries, a virtual environment, pinned packages.
# Usage: ./setup.sh book|test. Exit status 3 where something is missing that cannot be installed from here.
set -eu
cd "$(dirname "$0")"

purpose="${1:-book}"
case "$purpose" in
  book) lock=requirements.lock ;;
  test) lock=requirements-test.lock ;;
  *) echo "usage: ./setup.sh book|test" >&2; exit 2 ;;
esac
stamp=".venv/ready-$purpose"

find_python() {
  for name in python3.14 python3.13 python3.12 python3.11 python3; do
    if command -v "$name" >/dev/null 2>&1 \
      && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  echo "setup: Python 3.11 or newer is missing; install it (package python3) and run this again." >&2
  exit 3
}

# WeasyPrint opens these by name; each is asked for as it will be loaded.
lacks_library() {
  "$python" - "$@" <<'PYTHON'
import ctypes, ctypes.util, sys
for name in sys.argv[1:]:
    try:
        ctypes.CDLL(name)
        sys.exit(1)
    except OSError:
        pass
found = ctypes.util.find_library(sys.argv[1].split(".so")[0].removeprefix("lib"))
sys.exit(1 if found else 0)
PYTHON
}

lacks_venv() {
  ! "$python" -c 'import ensurepip, venv' 2>/dev/null
}

lacks_java() {
  [ "$purpose" = test ] && ! java -version >/dev/null 2>&1
}

list_missing() {
  if lacks_library libpango-1.0.so.0 || lacks_library libpangoft2-1.0.so.0 \
    || lacks_library libharfbuzz.so.0 || lacks_library libfontconfig.so.1; then
    printf '%s ' "$1"
  fi
  if lacks_library libharfbuzz-subset.so.0; then printf '%s ' "$2"; fi
  if lacks_venv; then printf '%s ' "$3"; fi
  if lacks_java; then printf '%s ' "$4"; fi
}

may_be_root() {
  [ "$(id -u)" = 0 ] \
    || { command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; }
}

run_as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

install_debian() {
  may_be_root || return 1
  echo "setup: installing $1"
  # shellcheck disable=SC2086
  run_as_root apt-get update -q \
    && run_as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $1
}

install_with_apt() {
  # Debian splits the venv module off by version when several Pythons are installed.
  missing=$(list_missing libpangoft2-1.0-0 libharfbuzz-subset0 python3-venv default-jre-headless)
  [ -n "$missing" ] || return 0
  if ! install_debian "$missing"; then
    echo "setup: these packages are missing: $missing" >&2
    echo "setup: as root, type: apt-get update && apt-get install -y --no-install-recommends $missing" >&2
    exit 3
  fi
}

install_with_brew() {
  missing=$(list_missing pango harfbuzz python openjdk)
  [ -n "$missing" ] || return 0
  echo "setup: installing $missing"
  # shellcheck disable=SC2086
  brew install $missing || {
    echo "setup: type: brew install $missing" >&2
    exit 3
  }
}

install_system() {
  if command -v apt-get >/dev/null 2>&1; then
    install_with_apt
  elif command -v brew >/dev/null 2>&1; then
    install_with_brew
  else
    missing=$(list_missing Pango "HarfBuzz (with its subset library)" "Python's venv and ensurepip" "a Java runtime")
    if [ -n "$missing" ]; then
      echo "setup: missing: $missing" >&2
      echo "setup: there is neither apt-get nor Homebrew; install them with your system's own tool." >&2
      exit 3
    fi
  fi
}

install_packages() {
  [ -x .venv/bin/python ] || "$python" -m venv .venv
  echo "setup: installing the pinned packages of $lock"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r "$lock"
}

python=$(find_python)
# What is ready for the tests is ready for the book; the stamp holds what it was made from.
wanted=$(cat setup.sh "$lock" | cksum; "$python" --version)
if [ "$(cat "$stamp" 2>/dev/null || true)" = "$wanted" ]; then
  exit 0
fi
if [ -d .venv ] && ! .venv/bin/python -c '' 2>/dev/null; then
  rm -rf .venv
fi
install_system
install_packages
printf '%s\n' "$wanted" > "$stamp"
