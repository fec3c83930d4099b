#!/bin/sh
# Installs the tools that every guest needs.
set -eu

export DEBIAN_FRONTEND=noninteractive

# Another apt (unattended upgrades after the first start) is waited for, never ended.
apt_get() {
    apt-get -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 --yes --no-install-recommends "$@"
}

apt_get update
# Package names are words: the parameter's pattern allows nothing that the shell would expand.
# shellcheck disable=SC2086
apt_get install $PHOENIX_PACKAGES

sed --in-place "s/^# *\(${PHOENIX_LOCALE} UTF-8\)/\1/" /etc/locale.gen
locale-gen
update-locale "LANG=$PHOENIX_LOCALE"

ln --symbolic --force "/usr/share/zoneinfo/$PHOENIX_TIMEZONE" /etc/localtime
printf '%s\n' "$PHOENIX_TIMEZONE" >/etc/timezone
