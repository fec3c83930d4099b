"""Tells the conformance story with unmodified proxmoxer: one line for every check that fails, then the counts."""

import contextlib

import hosts
from chapters import ALL
from story import run


def serve_simulator(phoenix):
    """A fresh simulator for each chapter."""
    return lambda scenario, *options: hosts.simulator(phoenix, scenario, *options)


def serve_fakepve():
    """fakepve in the simulator's place: what it gets wrong is the beginning of the differential list."""
    @contextlib.contextmanager
    def serve(scenario, *options):
        nodes = ("pve1",) if scenario == "homelab" else ("pve1", "pve2", "pve3")
        with hosts.fakepve(nodes=nodes) as server:
            yield server
    return serve


def measure(serve, only=None):
    """Runs the chapters whose title contains `only`; gives the number of checks and the failures."""
    return run([chapter for chapter in ALL if not only or only in chapter.title], serve)


def main(arguments):
    serve = serve_fakepve() if arguments.fakepve else serve_simulator(arguments.phoenix)
    count, failures = measure(serve, arguments.only)
    for failure in failures:
        print(failure)
    print(f"conformance: {count - len(failures)} of {count} checks hold")
    return not failures
