"""Lets prometheus-pve-exporter scrape the server, and looks for what a dashboard needs."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import hosts
from wire import BROADCAST_SECONDS

START_SECONDS = 20
SCRAPE_SECONDS = 20
STOP_SECONDS = 5
# Of its output, which is shown when it fails.
OUTPUT_BYTES = 1 << 20

# A line for each, as a regular expression. The exporter is asked when the broadcasts of the nodes have caught up.
EXPECTED = (
    r'pve_up\{id="node/pve1"\} 1\.0',
    r'pve_up\{id="lxc/100"\} 1\.0',
    r'pve_up\{id="qemu/200"\} 0\.0',
    r'pve_up\{id="storage/pve1/local"\} 1\.0',
    r'pve_node_info\{.*name="pve1".*\} 1\.0',
    r'pve_guest_info\{.*id="lxc/100".*name="web".*\} 1\.0',
    r'pve_guest_info\{.*id="qemu/200".*name="db".*\} 1\.0',
    r'pve_storage_info\{.*id="storage/pve1/local-lvm".*\} 1\.0',
    r'pve_version_info\{.*release="9\.2".*\} 1\.0',
    r'pve_memory_size_bytes\{id="lxc/100"\} 5\.36870912e\+08',
    r'pve_memory_size_bytes\{id="node/pve1"\} \S+',
    r'pve_cpu_usage_limit\{id="lxc/100"\} 2\.0',
    r'pve_disk_size_bytes\{id="storage/pve1/local-lvm"\} \S+',
    r'pve_onboot_status\{id="lxc/100",node="pve1",type="lxc"\} 1\.0',
    r'pve_onboot_status\{id="qemu/200",node="pve1",type="qemu"\} 0\.0',
    r'pve_ha_state\{id="lxc/100",state="started"\} 0\.0',
    r'pve_uptime_seconds\{id="lxc/100"\} \S+',
    r'pve_subscription_status\{id="node/pve1",status="\w+"\} 1\.0',
    r'pve_not_backed_up_total\{id="cluster"\} 2\.0|pve_not_backed_up_total\{.*\} 2\.0',
)


def main(arguments):
    serve = hosts.fakepve() if arguments.fakepve else hosts.simulator(arguments.phoenix)
    with serve as server:
        _furnish(server)
        with tempfile.TemporaryFile() as errors, _exporter(errors) as port:
            url = f"http://127.0.0.1:{port}/pve?target={server.host}:{server.port}"
            try:
                with urllib.request.urlopen(url, timeout=SCRAPE_SECONDS) as answer:
                    text = answer.read().decode()
            except urllib.error.HTTPError as error:
                print(f"scrape: prometheus-pve-exporter answers {error.code}: {_tail(errors)}")
                return False
    missing = [line for line in EXPECTED if not re.search(f"^(?:{line})$", text, re.MULTILINE)]
    for line in missing:
        name = re.match(r"\w+", line)[0]
        there = [row for row in text.splitlines() if row.startswith(name + "{")]
        print(f"scrape: no line {line}; there is {there[:6] or text[:300]}")
    print(f"scrape: {len(EXPECTED) - len(missing)} of {len(EXPECTED)} metrics of prometheus-pve-exporter are there")
    return not missing


def _furnish(server):
    wire = server.wire()
    wire.finished(wire.post(
        "/nodes/pve1/lxc", vmid=100, ostemplate="local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst",
        storage="local-lvm", hostname="web", cores=2, onboot=1, start=1).data)
    wire.finished(wire.post("/nodes/pve1/qemu", vmid=200, name="db", memory=512, scsi0="local-lvm:1", onboot=0).data)
    wire.settle()
    wire.let_time_pass(BROADCAST_SECONDS)
    wire.close()


@contextlib.contextmanager
def _exporter(errors):
    """The exporter on a free port, ended by its process id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = hosts.environment(
        PVE_USER=hosts.USER, PVE_TOKEN_NAME=hosts.TOKEN_NAME, PVE_TOKEN_VALUE=hosts.TOKEN_SECRET,
        PVE_VERIFY_SSL="false")
    process = subprocess.Popen(
        [sys.executable, "-m", "pve_exporter", "--web.listen-address", f"127.0.0.1:{port}"], env=environment,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors)
    try:
        _await(port, process, errors)
        yield port
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await(port, process, errors):
    deadline = time.monotonic() + START_SECONDS
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(f"prometheus-pve-exporter did not start: {_tail(errors)}")
        time.sleep(0.05)


def _tail(errors):
    """The last lines of what the exporter wrote: a traceback ends with its reason."""
    return " | ".join(os.pread(errors.fileno(), OUTPUT_BYTES, 0).decode(errors="replace").strip().splitlines()[-3:])
