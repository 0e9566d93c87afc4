#!/usr/bin/env bash
# Runs the adapters' contracts against a local AWS that it starts on a free port and stops again; with ministack, whose
# AUTH=true refuses what a policy does not allow, the functions' roles too.
# Usage: contracts.sh ministack|localstack [MAVEN-OPTION...]
# Needs JDK 25 in JAVA_HOME and Maven (or MVN); for ministack .responder/venv and .responder/ric as ./responder makes them
# (or RESPONDER_PYTHON and RIC_DIR) and infra/node_modules, for localstack Python 3.13 (or PYTHON313).
# Exit status: 0 when all contracts held and enough of them ran, 3 when the server did not start.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$root/.responder
kind=${1:-}
log=$work/contracts-$kind.log

case $kind in
  ministack)
    python=${RESPONDER_PYTHON:-$work/venv/bin/python}
    health=/_local/health
    modules=functions,infra
    ;;
  localstack)
    python=$work/localstack/venv/bin/python # there once start.sh has installed it
    health=/_localstack/health
    modules=functions
    ;;
  *)
    echo "usage: contracts.sh ministack|localstack [MAVEN-OPTION...]" >&2
    exit 2
    ;;
esac
shift
mkdir -p "$work"

free_port() {
  local port
  for port in $(seq 4600 4699); do
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return
    fi
  done
  echo "contracts: no port of 4600 to 4699 is free" >&2
  return 1
}

start_server() {
  case $kind in
    ministack)
      export RIC_DIR=${RIC_DIR:-$work/ric/lib} LAMBDA_JAVA_HOME_25=${LAMBDA_JAVA_HOME_25:-${JAVA_HOME:-}}
      export GATEWAY_PORT=$port BIND_HOST=127.0.0.1 CW_EVAL_SECONDS=1 PYTHONPATH=$root/local/python
      exec "$python" -m local_aws
      ;;
    localstack)
      exec "$root/local/localstack/start.sh" "$work/localstack" "$port"
      ;;
  esac
}

answers() {
  [ -x "$python" ] && "$python" -c "
import urllib.request
urllib.request.build_opener(urllib.request.ProxyHandler({})).open('http://127.0.0.1:$port$health', timeout=2)" 2>/dev/null
}

# The whole process group: LocalStack may leave a child behind.
stop_server() {
  kill -TERM -- "-$server" 2>/dev/null || true
  for _ in $(seq 100); do
    if ! kill -0 -- "-$server" 2>/dev/null; then return; fi
    sleep 0.1
  done
  kill -KILL -- "-$server" 2>/dev/null || true
}

port=$(free_port)
set -m # so that the server leads a process group of its own
(start_server) >"$log" 2>&1 </dev/null &
server=$!
set +m
trap stop_server EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

echo "contracts: $kind on 127.0.0.1:$port, its log in ${log#"$root"/}"
deadline=$((SECONDS + 300)) # the first start installs LocalStack
until answers; do
  if ! kill -0 "$server" 2>/dev/null || [ "$SECONDS" -ge "$deadline" ]; then
    echo "contracts: $kind did not start; the end of $log:" >&2
    tail -n 20 "$log" >&2
    exit 3
  fi
  sleep 0.3
done

cd "$root"
"${MVN:-mvn}" -B -q "$@" -Pcontracts -pl $modules test "-Daws.endpoint=http://127.0.0.1:$port" "-Daws.kind=$kind"
