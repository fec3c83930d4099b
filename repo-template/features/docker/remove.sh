#!/bin/sh
# Removes Docker and its archive. Images, containers and volumes in /var/lib/docker are left for a person to decide.
set -eu

export DEBIAN_FRONTEND=noninteractive

systemctl disable --now docker.service docker.socket containerd.service || true
apt-get -o DPkg::Lock::Timeout=600 --yes purge docker-ce docker-ce-cli containerd.io docker-buildx-plugin \
    docker-compose-plugin
rm -f /etc/apt/sources.list.d/docker.list /usr/share/keyrings/docker.gpg /etc/docker/daemon.json
