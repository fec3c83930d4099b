#!/bin/sh
# Succeeds if the wished release answers; a service that was just started gets half a minute.
set -eu

port=${PHOENIX_ADDRESS##*:}
tries=10
until answer=$(curl --silent --fail --max-time 5 "http://127.0.0.1:$port/api/version"); do
    tries=$((tries - 1))
    if [ "$tries" -eq 0 ]; then
        echo "Ollama does not answer on port $port" >&2
        exit 1
    fi
    sleep 3
done
found=$(printf '%s' "$answer" | jq --raw-output .version)
if [ "$found" != "$PHOENIX_VERSION" ]; then
    echo "Ollama is $found, not $PHOENIX_VERSION" >&2
    exit 1
fi
