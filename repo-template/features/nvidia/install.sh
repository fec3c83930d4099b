#!/bin/sh
# Installs the user-space half of NVIDIA's driver, in the version of the host's kernel module, and the CUDA toolkit.
set -eu

export DEBIAN_FRONTEND=noninteractive

apt_get() {
    apt-get -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 --yes --no-install-recommends "$@"
}

fetch() {
    curl --fail --silent --show-error --location --proto '=https' --retry 3 --output "$2" "$1"
}

work=$(mktemp --directory)
trap 'rm -rf "$work"' EXIT

host_version() {
    sed --quiet 's/^NVRM version:.*Kernel Module[^0-9]*\([0-9][0-9.]*\).*/\1/p' /proc/driver/nvidia/version
}

version=$PHOENIX_DRIVER_VERSION
if [ "$version" = host ]; then
    version=$(host_version)
    if [ -z "$version" ]; then
        echo "the host's driver version cannot be read from /proc/driver/nvidia/version" >&2
        exit 1
    fi
fi

if [ "$(cat /var/lib/phoenix/nvidia-driver-version 2>/dev/null || true)" != "$version" ]; then
    url=$PHOENIX_RUNFILE_URL
    if [ -z "$url" ]; then
        url="https://us.download.nvidia.com/XFree86/Linux-x86_64/$version/NVIDIA-Linux-x86_64-$version.run"
    fi
    apt_get update
    apt_get install kmod pkg-config
    fetch "$url" "$work/driver.run"
    # The archive carries its own checksum; --check fails if the download was damaged.
    sh "$work/driver.run" --check
    # The kernel's half belongs to the host, and a container cannot load it.
    sh "$work/driver.run" --silent --no-kernel-modules --no-x-check --no-nouveau-check --tmpdir "$work"
    mkdir --parents /var/lib/phoenix
    printf '%s\n' "$version" >/var/lib/phoenix/nvidia-driver-version
fi

# NVIDIA's signing key is taken only with this fingerprint.
fingerprint=EB693B3035CD5710E231E123A4B469963BF863CC
keyring=/usr/share/keyrings/nvidia-cuda.gpg
fetch "${PHOENIX_REPOSITORY_URL}3bf863cc.pub" "$work/key.asc"
found=$(gpg --batch --with-colons --show-keys "$work/key.asc" | awk -F: '$1 == "fpr" { print $10; exit }')
if [ "$found" != "$fingerprint" ]; then
    echo "the key of $PHOENIX_REPOSITORY_URL has the fingerprint $found, not $fingerprint" >&2
    exit 1
fi
gpg --batch --yes --dearmor --output "$keyring" "$work/key.asc"
chmod 0644 "$keyring"
printf 'deb [signed-by=%s] %s /\n' "$keyring" "$PHOENIX_REPOSITORY_URL" >/etc/apt/sources.list.d/nvidia-cuda.list

apt_get update
apt_get install "$PHOENIX_TOOLKIT_PACKAGE"

cat >/etc/profile.d/cuda.sh <<'PROFILE'
export PATH="/usr/local/cuda/bin:$PATH"
PROFILE
