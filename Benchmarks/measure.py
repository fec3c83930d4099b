"""Runs whole commands, and reckons with their times."""

import math
import multiprocessing
import os
import signal
import statistics
import subprocess
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

# Ten times what the slowest measured command needs: a command that hangs must not hang the measurement.
LIMIT_SECONDS = 900

ENVIRONMENT = {
    "PATH": os.environ["PATH"], "HOME": "/nonexistent", "LANG": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0", "GIT_CONFIG_GLOBAL": "/dev/null",
}


@dataclass(frozen=True)
class Run:
    """One command from its start to its end."""

    seconds: float
    # Of the command's own process. Linux counts what it had before its exec too, which is Python's: see `apart`.
    peak_mebibytes: float


def run(*command, output=None, environment=ENVIRONMENT):
    """Runs a command that must succeed; its standard output goes into the file `output`, or nowhere."""
    command = [str(word) for word in command]
    with open(output or os.devnull, "wb") as sink, tempfile.TemporaryFile() as errors:
        began = time.perf_counter_ns()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=sink, stderr=errors, env=environment)
        guard = threading.Timer(LIMIT_SECONDS, process.send_signal, (signal.SIGKILL,))
        guard.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = (time.perf_counter_ns() - began) / 1e9
        guard.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            errors.seek(0)
            text = errors.read().decode(errors="replace")[-2000:]
            raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}\n{text}")
    return Run(seconds, usage.ru_maxrss / 1024)


def interleaved(count, *bodies):
    """Calls each body `count` times in turn (A B A B …), once before unmeasured; gives each one's runs."""
    for body in bodies:
        body()
    rounds = [[body() for body in bodies] for _ in range(count)]
    return [list(runs) for runs in zip(*rounds)]


def apart(function, *arguments):
    """Calls a function in a process of its own, so that this one stays small: its size would be seen in every command."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork")) as pool:
        return pool.submit(function, *arguments).result()


def median_seconds(runs):
    return statistics.median(run.seconds for run in runs)


def median_mebibytes(runs):
    return statistics.median(run.peak_mebibytes for run in runs)


def exponent(seconds_by_size):
    """The k of n^k that fits best: the slope of the least-squares line through the logarithms."""
    slope, _ = statistics.linear_regression(
        [math.log(size) for size in seconds_by_size], [math.log(value) for value in seconds_by_size.values()])
    return slope
