"""Starts the servers under test on 127.0.0.1, and stops each by its own process id."""

import contextlib
import os
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from wire import Wire

HERE = Path(__file__).resolve().parent
START_SECONDS = 20
STOP_SECONDS = 5

USER = "root@pam"
PASSWORD = "conformance"
TOKEN_NAME = "conf"
TOKEN_SECRET = "11111111-2222-3333-4444-555555555555"

# Settings of this account must not change what a client does: proxies, certificates, credentials.
FOREIGN = re.compile(r"proxy$|CA_BUNDLE$|^SSL_CERT|^PVE_|^PROXMOX_|^ANSIBLE_", re.IGNORECASE)


def environment(**more):
    """This process's environment without what would change a client."""
    return {name: value for name, value in os.environ.items() if not FOREIGN.search(name)} | more


@dataclass(frozen=True)
class Server:
    """A server that listens, with the credentials it knows."""

    name: str
    host: str
    port: int
    process_id: int
    fingerprint: str | None = None
    password: str = PASSWORD

    def wire(self, **options):
        """A raw client with the token."""
        return Wire(self, {"Authorization": f"PVEAPIToken={USER}!{TOKEN_NAME}={TOKEN_SECRET}"}, **options)

    def anonymous(self, **options):
        return Wire(self, **options)

    def with_ticket(self, user=USER, password=None):
        """A raw client that has logged in with the password."""
        answer = Wire(self).post("/access/ticket", username=user, password=password or self.password)
        if answer.status != 200:
            raise AssertionError(f"cannot log in as {user}: {answer}")
        return Wire(self, {
            "Cookie": f"PVEAuthCookie={answer.data['ticket']}",
            "CSRFPreventionToken": answer.data["CSRFPreventionToken"]})


@contextlib.contextmanager
def simulator(program, scenario="homelab", *options):
    """`phoenix simulator serve` with a scenario's name or file."""
    command = [
        str(program), "simulator", "serve", "--scenario", str(scenario), "--listen", "127.0.0.1:0",
        "--token", f"{USER}!{TOKEN_NAME}={TOKEN_SECRET}", "--user", f"{USER}={PASSWORD}", *options]
    with _running(command) as (process, line):
        match = re.fullmatch(r"listening on https://(127\.0\.0\.1):(\d+) fingerprint (SHA256:\S+)", line)
        if not match:
            raise SystemExit(f"the simulator said {line!r} instead of where it listens")
        yield Server("simulator", match[1], int(match[2]), process.pid, match[3])


@contextlib.contextmanager
def fakepve(guests=0, nodes=("pve1",), python=sys.executable):
    """fakepve with the simulator's homelab, in a process of its own."""
    command = [str(python), str(HERE / "serve_fakepve.py"), "--guests", str(guests), "--nodes", ",".join(nodes)]
    with _running(command) as (process, line):
        match = re.fullmatch(r"listening on https://(127\.0\.0\.1):(\d+)", line)
        if not match:
            raise SystemExit(f"fakepve said {line!r} instead of where it listens")
        yield Server("fakepve", match[1], int(match[2]), process.pid)


@contextlib.contextmanager
def _running(command):
    """The process and its first line of output."""
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            command, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors)
        try:
            yield process, _first_line(process, errors)
        finally:
            ended_before = process.poll() is not None
            if not ended_before:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(STOP_SECONDS)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
            process.stdout.close()
            if ended_before:
                print(f"{command[0]} ended by itself: {_text(errors)}", file=sys.stderr)


def _first_line(process, errors):
    deadline = time.monotonic() + START_SECONDS
    line = b""
    while not line.endswith(b"\n"):
        ready, _, _ = select.select([process.stdout], [], [], max(0, deadline - time.monotonic()))
        byte = os.read(process.stdout.fileno(), 1) if ready else b""
        if not byte:
            raise SystemExit(f"{' '.join(process.args)}: did not start\n{_text(errors)}")
        line += byte
    return line.decode().rstrip("\n")


def _text(errors):
    return os.pread(errors.fileno(), 1 << 20, 0).decode(errors="replace")[-2000:]
