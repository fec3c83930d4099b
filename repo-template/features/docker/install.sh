#!/bin/sh
# Installs Docker CE from Docker's archive, and NVIDIA's runtime where a GPU answers.
set -eu

export DEBIAN_FRONTEND=noninteractive

apt_get() {
    apt-get -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 --yes --no-install-recommends "$@"
}

work=$(mktemp --directory)
trap 'rm -rf "$work"' EXIT

# Takes a signing key only with the fingerprint that is known.
trust_key() {
    url=$1
    fingerprint=$2
    keyring=$3
    curl --fail --silent --show-error --location --proto '=https' --retry 3 --output "$work/key.asc" "$url"
    found=$(gpg --batch --with-colons --show-keys "$work/key.asc" | awk -F: '$1 == "fpr" { print $10; exit }')
    if [ "$found" != "$fingerprint" ]; then
        echo "the key at $url has the fingerprint $found, not $fingerprint" >&2
        exit 1
    fi
    gpg --batch --yes --dearmor --output "$keyring" "$work/key.asc"
    chmod 0644 "$keyring"
}

# shellcheck source=/dev/null
. /etc/os-release

trust_key "https://download.docker.com/linux/$ID/gpg" 9DC858229FC7DD38854AE2D88D81803C0EBFCD88 \
    /usr/share/keyrings/docker.gpg
printf 'deb [arch=%s signed-by=/usr/share/keyrings/docker.gpg] https://download.docker.com/linux/%s %s stable\n' \
    "$(dpkg --print-architecture)" "$ID" "$VERSION_CODENAME" >/etc/apt/sources.list.d/docker.list
packages="docker-ce docker-ce-cli containerd.io docker-buildx-plugin docker-compose-plugin"

# overlayfs on ZFS needs help in a container.
if [ "$(stat --file-system --format=%T /)" = zfs ]; then
    packages="$packages fuse-overlayfs"
fi

if nvidia-smi --list-gpus >/dev/null 2>&1; then
    trust_key https://nvidia.github.io/libnvidia-container/gpgkey C95B321B61E88C1809C4F759DDCAE044F796ECB0 \
        /usr/share/keyrings/nvidia-container-toolkit.gpg
    printf 'deb [signed-by=%s] https://nvidia.github.io/libnvidia-container/stable/deb/%s /\n' \
        /usr/share/keyrings/nvidia-container-toolkit.gpg "$(dpkg --print-architecture)" \
        >/etc/apt/sources.list.d/nvidia-container-toolkit.list
    packages="$packages nvidia-container-toolkit"
fi

apt_get update
# shellcheck disable=SC2086
apt_get install $packages

mkdir --parents /etc/docker
cat >/etc/docker/daemon.json <<CONFIG
{
  "log-driver": "json-file",
  "log-opts": { "max-size": "${PHOENIX_LOG_SIZE_MB}m", "max-file": "3" }
}
CONFIG
case $packages in
*nvidia-container-toolkit*) nvidia-ctk runtime configure --runtime=docker ;;
esac

systemctl enable docker.service
systemctl restart docker.service
