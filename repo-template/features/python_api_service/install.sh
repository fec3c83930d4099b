#!/bin/sh
# Installs Python with pip and virtual environments; headers and a compiler, because some packages are built.
set -eu

export DEBIAN_FRONTEND=noninteractive

apt_get() {
    apt-get -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 --yes --no-install-recommends "$@"
}

apt_get update
apt_get install python3 python3-dev python3-pip python3-venv build-essential
