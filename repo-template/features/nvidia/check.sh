#!/bin/sh
# Succeeds if the driver answers and the CUDA compiler is there.
set -eu

if [ "$PHOENIX_DRIVER_VERSION" != host ]; then
    found=$(nvidia-smi --query-gpu=driver_version --format=csv,noheader | head -n 1)
    if [ "$found" != "$PHOENIX_DRIVER_VERSION" ]; then
        echo "the driver is $found, not $PHOENIX_DRIVER_VERSION" >&2
        exit 1
    fi
fi
# It fails if the versions of both halves of the driver differ, or no GPU is passed to the container.
nvidia-smi --list-gpus
/usr/local/cuda/bin/nvcc --version
