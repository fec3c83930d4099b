#!/bin/sh
# Removes vLLM. Models in /var/lib/vllm are left: they cost hours to download.
set -eu

systemctl disable --now vllm.service || true
rm -f /etc/systemd/system/vllm.service
systemctl daemon-reload
rm -rf /opt/vllm
