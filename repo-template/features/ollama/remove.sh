#!/bin/sh
# Removes Ollama. Models in /var/lib/ollama are left: they cost hours to download.
set -eu

systemctl disable --now ollama.service || true
rm -f /etc/systemd/system/ollama.service /usr/local/bin/ollama /usr/local/lib/ollama-version
rm -rf /usr/local/lib/ollama
systemctl daemon-reload
