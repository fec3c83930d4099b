#!/bin/sh
# Runs vLLM's server as a service. The first start downloads the model: the health check waits for it.
set -eu

install --directory --mode 0750 --owner vllm --group vllm /etc/vllm /var/lib/vllm

# jq quotes each argument for the shell, whatever is in it.
arguments=$(printf '%s' "$PHOENIX_ENGINE_ARGUMENTS" | jq --raw-output @sh)
cat >/etc/vllm/serve <<SERVE
#!/bin/sh
exec /opt/vllm/bin/python -m vllm.entrypoints.openai.api_server $arguments --host 0.0.0.0 --port $PHOENIX_PORT
SERVE
chown root:vllm /etc/vllm/serve
chmod 0750 /etc/vllm/serve

# The token is a secret: it stands in a file that only the service's user can read.
(
    umask 0077
    printf 'HF_TOKEN=%s\n' "$PHOENIX_HUGGING_FACE_TOKEN" >/etc/vllm/environment
)
chown vllm:vllm /etc/vllm/environment

cat >/etc/systemd/system/vllm.service <<'UNIT'
[Unit]
Description=vLLM model server
After=network-online.target
Wants=network-online.target

[Service]
ExecStart=/etc/vllm/serve
EnvironmentFile=/etc/vllm/environment
Environment=HOME=/var/lib/vllm
User=vllm
Group=vllm
WorkingDirectory=/var/lib/vllm
Restart=on-failure
RestartSec=10

[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable vllm.service
systemctl restart vllm.service
