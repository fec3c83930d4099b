#!/bin/sh
# Installs nginx, and writes one location for each route. A configuration that nginx refuses is not put in force.
set -eu

export DEBIAN_FRONTEND=noninteractive
apt-get -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 update
apt-get -o DPkg::Lock::Timeout=600 --yes --no-install-recommends install nginx

site=/etc/nginx/sites-available/gateway
locations=$(printf '%s' "$PHOENIX_ROUTES" | jq --raw-output \
    '.[] | "    location \(.path) {\n        proxy_pass \(.upstream);\n        include /etc/nginx/gateway-proxy.conf;\n    }"')

cat >/etc/nginx/gateway-proxy.conf <<'PROXY'
proxy_http_version 1.1;
proxy_set_header Host $host;
proxy_set_header X-Real-IP $remote_addr;
proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
# Answers of a model arrive word by word, and may take minutes.
proxy_buffering off;
proxy_read_timeout 600s;
PROXY

cat >"$site" <<SITE
server {
    listen $PHOENIX_PORT default_server;
    client_max_body_size 64m;

    location = /health {
        return 200 "ok\n";
    }

$locations
}
SITE
rm -f /etc/nginx/sites-enabled/default
ln --symbolic --force "$site" /etc/nginx/sites-enabled/gateway

nginx -t
systemctl enable nginx.service
systemctl reload-or-restart nginx.service
