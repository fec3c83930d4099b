#!/bin/sh
# Installs one release of Ollama from its archive, and runs it as a service with a user of its own.
set -eu

release="https://github.com/ollama/ollama/releases/download/v$PHOENIX_VERSION"
work=$(mktemp --directory)
trap 'rm -rf "$work"' EXIT

fetch() {
    curl --fail --silent --show-error --location --proto '=https' --retry 3 --output "$2" "$1"
}

if [ "$(cat /usr/local/lib/ollama-version 2>/dev/null || true)" != "$PHOENIX_VERSION" ]; then
    fetch "$release/ollama-linux-amd64.tgz" "$work/ollama-linux-amd64.tgz"
    fetch "$release/sha256sum.txt" "$work/sha256sum.txt"
    (
        cd "$work"
        grep 'ollama-linux-amd64\.tgz$' sha256sum.txt >wanted.txt
        sha256sum --check --strict wanted.txt
    )
    rm -rf /usr/local/lib/ollama
    tar --extract --gzip --file "$work/ollama-linux-amd64.tgz" --directory /usr/local
    printf '%s\n' "$PHOENIX_VERSION" >/usr/local/lib/ollama-version
fi

id ollama >/dev/null 2>&1 || useradd --system --home-dir /var/lib/ollama --create-home --shell /usr/sbin/nologin ollama

cat >/etc/systemd/system/ollama.service <<UNIT
[Unit]
Description=Ollama
After=network-online.target
Wants=network-online.target

[Service]
ExecStart=/usr/local/bin/ollama serve
User=ollama
Group=ollama
Restart=always
RestartSec=3
Environment=OLLAMA_HOST=$PHOENIX_ADDRESS
Environment=OLLAMA_MODELS=/var/lib/ollama/models

[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable ollama.service
systemctl restart ollama.service
