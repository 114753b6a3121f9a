#!/bin/sh
# Build the images, start the system with Compose, run a command against it, remove everything again:
#   deploy/in-compose.sh pytest tests/journeys
# The command gets DOORSTROOM_URL, DOORSTROOM_GEHEIM_BESTAND and DOORSTROOM_POST (a folder with the mail). Without a Docker Engine it says so and succeeds.
set -eu
cd "$(dirname "$0")/.."

if ! docker info >/dev/null 2>&1; then echo "skipped: no Docker Engine answers"; exit 0; fi
if docker compose version >/dev/null 2>&1; then compose="docker compose"
elif command -v docker-compose >/dev/null; then compose="docker-compose"
else echo "skipped: no Compose"; exit 0; fi
for image in python:3.13-slim postgres:18; do
  if ! docker image inspect "$image" >/dev/null 2>&1 && ! timeout 300 docker pull -q "$image"; then
    echo "skipped: the image $image is not there and cannot be pulled"; exit 0
  fi
done

export PORT_GATEWAY="${PORT_GATEWAY:-18000}" MODUS=test RATE_LIMIT=100000/minute RATE_LIMIT_ANONIEM=100000/minute
export PUBLIC_BASE_URL="http://127.0.0.1:$PORT_GATEWAY"
compose="$compose -f docker-compose.yml -f deploy/in-compose.yml -p doorstroom-proef$PORT_GATEWAY"
# The worker is another user than who runs this.
rm -rf build/post
mkdir -p build/post
chmod 777 build/post
finish() {
  status=$?
  trap - EXIT INT TERM
  if [ "$status" -ne 0 ]; then $compose ps; $compose logs --tail=40; fi
  $compose down -v -t 5 >/dev/null 2>&1
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

ready() {
  .venv/bin/python -c 'import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read().decode())' \
    "$PUBLIC_BASE_URL/ready"
}

$compose build
$compose up -d
for _ in $(seq 120); do
  if ready >/dev/null 2>&1; then break; fi
  sleep 1
done
ready
DOORSTROOM_POST=build/post DOORSTROOM_URL=$PUBLIC_BASE_URL DOORSTROOM_GEHEIM_BESTAND=deploy/secrets-demo/gateway_beheer_secret "$@"
