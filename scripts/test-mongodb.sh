#!/bin/sh
# Runs a command with TEST_DATABASE_URL naming a MongoDB-protocol server, and ends with the command's status.
#
#   scripts/test-mongodb.sh npx vitest run tests/unit/outbox
#
# A server named by TEST_DATABASE_URL is used as it is. Otherwise a stand-in is installed and started for the run: SecantusDB
# (https://secantusdb.com), one node over WiredTiger, which says it is a replica set and has transactions and change
# streams. It is not MongoDB; see src/outbox/README.md for what was seen of the difference. Needs Python 3.10 or newer.
set -eu

VERSION=0.7.0b3
CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/quanmei/secantusdb-$VERSION"

if [ $# -eq 0 ]; then
  echo "usage: $0 COMMAND [ARGUMENT...]" >&2
  exit 64
fi

if [ -n "${TEST_DATABASE_URL:-}" ]; then
  exec "$@"
fi

if [ ! -x "$CACHE/bin/secantusd-py" ]; then
  echo "Installing SecantusDB $VERSION into $CACHE" >&2
  rm -rf "$CACHE"
  mkdir -p "$(dirname "$CACHE")"
  python3 -m venv "$CACHE"
  "$CACHE/bin/pip" install --quiet --disable-pip-version-check "SecantusDB==$VERSION"
fi

work=$(mktemp -d)
server=
stop() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$CACHE/bin/secantusd-py" --host 127.0.0.1 --port "$port" --storage-path "$work/data" \
  >"$work/server.log" 2>&1 &
server=$!

if ! "$CACHE/bin/python" - "$port" "$server" <<'PYTHON'
import os, sys, time
from pymongo import MongoClient
from pymongo.errors import PyMongoError

port, server = int(sys.argv[1]), int(sys.argv[2])
deadline = time.monotonic() + 60
while time.monotonic() < deadline:
    try:
        os.kill(server, 0)
        MongoClient("127.0.0.1", port, directConnection=True, serverSelectionTimeoutMS=500).admin.command("ping")
        sys.exit(0)
    except PyMongoError:
        time.sleep(0.1)
    except ProcessLookupError:
        break
sys.exit(1)
PYTHON
then
  echo "The MongoDB stand-in did not start:" >&2
  cat "$work/server.log" >&2
  exit 1
fi

status=0
TEST_DATABASE_URL="mongodb://127.0.0.1:$port/?replicaSet=secantus" "$@" || status=$?
exit "$status"
