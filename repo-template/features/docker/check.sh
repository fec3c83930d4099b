#!/bin/sh
# Succeeds if the Docker service answers, with its plugins.
set -eu

docker info --format '{{.ServerVersion}}'
docker buildx version
docker compose version
grep --quiet --fixed-strings "\"max-size\": \"${PHOENIX_LOG_SIZE_MB}m\"" /etc/docker/daemon.json
