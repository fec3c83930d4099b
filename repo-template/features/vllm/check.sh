#!/bin/sh
# Succeeds if vLLM starts in the wished release.
set -eu

found=$(/opt/vllm/bin/python -c 'from importlib.metadata import version; print(version("vllm"))')
if [ "$found" != "$PHOENIX_VERSION" ]; then
    echo "vLLM is $found, not $PHOENIX_VERSION" >&2
    exit 1
fi
/opt/vllm/bin/vllm --version
