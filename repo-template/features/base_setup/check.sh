#!/bin/sh
# Succeeds if every package, the locale and the time zone are there.
set -eu

for package in $PHOENIX_PACKAGES; do
    status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    if [ "$status" != installed ]; then
        echo "package $package is not installed" >&2
        exit 1
    fi
done

wanted=$(printf '%s' "$PHOENIX_LOCALE" | tr '[:upper:]' '[:lower:]' | sed 's/utf-8/utf8/')
if ! locale --all-locales | tr '[:upper:]' '[:lower:]' | grep --quiet --line-regexp --fixed-strings "$wanted"; then
    echo "locale $PHOENIX_LOCALE is not generated" >&2
    exit 1
fi

if [ "$(readlink /etc/localtime)" != "/usr/share/zoneinfo/$PHOENIX_TIMEZONE" ]; then
    echo "time zone is not $PHOENIX_TIMEZONE" >&2
    exit 1
fi
