#!/bin/sh
# Succeeds if a virtual environment with pip can be made.
set -eu

work=$(mktemp --directory)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/environment"
"$work/environment/bin/pip" --version
