#!/usr/bin/env bash
# Installs LocalStack into DIR, once, and runs it in the foreground on 127.0.0.1:PORT.
# Usage: start.sh DIR PORT
# Needs Python 3.13: PYTHON313 names it, or it is looked for on the PATH and where pyenv keeps it.
# Stop its whole process group: the server may leave a child behind.
set -euo pipefail

if [ $# -ne 2 ]; then
  echo "usage: start.sh DIR PORT" >&2
  exit 2
fi
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$1"
dir=$(cd "$1" && pwd)
port=$2

# A python3.13 on the PATH may be a stub that runs nothing: try it before trusting it.
is_python313() {
  [ "$("$1" -c 'import sys; print(sys.version_info[:2] == (3, 13))' 2>/dev/null)" = True ]
}

find_python313() {
  local candidate
  for candidate in "${PYTHON313:-}" python3.13 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.13*/bin/python \
    /usr/local/bin/python3.13 /opt/homebrew/bin/python3.13; do
    if [ -n "$candidate" ] && is_python313 "$candidate"; then
      echo "$candidate"
      return
    fi
  done
  echo "LocalStack needs Python 3.13 and none was found: install it, or name it in PYTHON313" >&2
  return 1
}

if ! cmp -s "$here/requirements.txt" "$dir/installed.txt"; then
  python=$(find_python313)
  rm -rf "$dir/venv"
  "$python" -m venv "$dir/venv"
  "$dir/venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
  cp "$here/requirements.txt" "$dir/installed.txt"
fi

# No telemetry, no download, no name server; services start when they are first called.
export GATEWAY_LISTEN=127.0.0.1:$port
export DISABLE_EVENTS=1 SKIP_SSL_CERT_DOWNLOAD=1 DNS_ADDRESS=0
export EAGER_SERVICE_LOADING=0 OVERRIDE_IN_DOCKER=0
export FILESYSTEM_ROOT=$dir/root HOME=$dir/home
mkdir -p "$HOME"
cd "$dir"
exec "$dir/venv/bin/python" "$here/loopback.py" localstack.runtime.main
