#!/bin/sh
# Succeeds as soon as the server has its model in memory and answers.
set -eu

curl --silent --show-error --fail --max-time 15 "http://127.0.0.1:$PHOENIX_PORT/health"
