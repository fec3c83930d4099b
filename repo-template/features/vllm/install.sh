#!/bin/sh
# Installs one release of vLLM into an environment of its own.
set -eu

if [ ! -x /opt/vllm/bin/pip ]; then
    # What an interrupted run left is of no use.
    rm -rf /opt/vllm
    python3 -m venv /opt/vllm
fi
/opt/vllm/bin/pip install --no-input --disable-pip-version-check --retries 5 "vllm==$PHOENIX_VERSION"

id vllm >/dev/null 2>&1 || useradd --system --home-dir /var/lib/vllm --create-home --shell /usr/sbin/nologin vllm
