"""Runs unmodified clients of Proxmox against the simulated one. Called by scripts/simulator-clients."""

import argparse
import concurrent.futures
import contextlib
import importlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

# Each piece is a module with a `main` that prints what fails and a last line with counts; the longest comes first.
PIECES = {
    "ansible": "ansible_story", "conformance": "conformance", "replay": "replay", "every-get": "every_get",
    "scrape": "scrape", "differential": "differential", "fuzz": "fuzz", "hostile": "hostile"}
# Two cores are what continuous integration gives at least.
AT_ONCE = 2
# Several times what the slowest piece needs on such a machine.
LIMIT_SECONDS = 400


def main():
    arguments = _arguments()
    names = arguments.pieces or list(PIECES)
    if len(names) == 1:
        holds = importlib.import_module(PIECES[names[0]]).main(arguments)
    else:
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            holds = all(list(pool.map(_apart, names)))
    sys.exit(0 if holds else 1)


def _arguments():
    parser = argparse.ArgumentParser(prog="scripts/simulator-clients", description=__doc__)
    parser.add_argument("--phoenix", type=Path, required=True, help="the program (default: .build/debug/phoenix)")
    parser.add_argument("--collections", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--fakepve", action="store_true", help="ask fakepve instead, to see where it differs")
    parser.add_argument("--only", help="conformance: only the chapters whose title contains this")
    parser.add_argument("--seed", type=int, default=1, help="fuzz, hostile: what chance starts from (default: 1)")
    parser.add_argument("--verbose", action="store_true", help="every-get: name what is not covered")
    parser.add_argument("pieces", nargs="*", metavar="PIECE", help=f"some of: {', '.join(PIECES)} (default: all)")
    arguments = parser.parse_args()
    for name in arguments.pieces:
        if name not in PIECES:
            parser.error(f"no piece {name}; there are {', '.join(PIECES)}")
    arguments.phoenix = arguments.phoenix.resolve()
    arguments.collections = arguments.collections.resolve()
    if not arguments.fakepve and not arguments.phoenix.exists():
        parser.error(f"there is no program {arguments.phoenix}: run `make build`")
    return arguments


def _apart(name):
    """One piece in a process of its own; its output comes in one go."""
    began = time.monotonic()
    options = [word for word in sys.argv[1:] if word not in PIECES]
    command = [sys.executable, "-B", "-W", "ignore", sys.argv[0], *options, name]
    if is_stopping.is_set():
        return False
    # In a group of its own, so that it can be ended with the clients and servers that it has started.
    with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True) as process:
        under_way.add(process)
        try:
            output, _ = process.communicate(timeout=LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output = process.communicate()[0] + f"{name}: was stopped after {LIMIT_SECONDS} s"
        under_way.discard(process)
    print(f"{output.rstrip()}  ({time.monotonic() - began:.0f} s)", flush=True)
    return process.returncode == 0


def _stop(*_):
    """Ends the pieces with all that they have started."""
    is_stopping.set()
    for process in list(under_way):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    sys.exit(128 + signal.SIGTERM)


under_way = set()
is_stopping = threading.Event()
signal.signal(signal.SIGTERM, _stop)
signal.signal(signal.SIGINT, _stop)
main()
