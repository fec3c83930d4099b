#!/bin/sh
# Succeeds if nginx answers with the gateway's configuration.
set -eu

curl --silent --show-error --fail --max-time 10 "http://127.0.0.1:$PHOENIX_PORT/health"
