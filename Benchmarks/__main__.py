"""Measures the figures of docs/reference/figures.md and prints them as a table.

Called by scripts/bench. Ends with exit code 1 if a figure does not hold.
"""

import argparse
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import first_sync
import peers
import planning
import simulated_api
import swarm
import unchanged
import validation
from figures import table

GROUPS = {
    "validate": validation.measure, "plan": planning.measure, "sync": first_sync.measure,
    "unchanged": unchanged.measure, "swarm": swarm.measure, "api": simulated_api.measure, "peers": peers.measure}


@dataclass(frozen=True)
class Bench:
    """What every group of figures works with."""

    phoenix: Path
    # A Python that has jsonschema and fakepve.
    python: Path
    # The environment of scripts/proxmox-clients.
    clients: Path
    scratch: Path
    is_quick: bool
    here: Path = Path(__file__).resolve().parent

    def rounds(self, count):
        """How often to measure: an odd number, so that the median is one of the measured values."""
        return 3 if self.is_quick else count


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Measure the figures.")
    parser.add_argument("--phoenix", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--python", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--clients", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--quick", action="store_true", help="three rounds of everything")
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"some of: {', '.join(GROUPS)} (default: all)")
    arguments = parser.parse_args()
    for name in arguments.groups:
        if name not in GROUPS:
            parser.error(f"no group {name}; there are {', '.join(GROUPS)}")
    scratch = Path(tempfile.mkdtemp(prefix="phoenix-bench-"))
    # nginx' worker may be another user.
    scratch.chmod(0o755)
    figures = []
    try:
        bench = Bench(_installed(arguments.phoenix, scratch), arguments.python, arguments.clients, scratch, arguments.quick)
        for name in arguments.groups or GROUPS:
            print(f"measuring {name} …", file=sys.stderr, flush=True)
            figures += GROUPS[name](bench)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print(table(figures))
    sys.exit(0 if all(figure.holds for figure in figures) else 1)


def _installed(program, folder):
    """A copy, as its users run one: a linker writes a file here and there, and the system then reads it page by page."""
    copy = Path(shutil.copy(program, folder / program.name))
    # Or the disk is busy with it during the first measurements.
    os.sync()
    return copy


main()
