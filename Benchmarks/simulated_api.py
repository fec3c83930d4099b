"""The simulated Proxmox's API under load, beside fakepve (PyPI) in the same run."""

import contextlib
import json
import statistics
import sys
import time
import urllib.parse

sys.path.insert(0, str(__file__).rsplit("/Benchmarks", 1)[0] + "/Tests/SimulatorClients")

import hosts
from figures import Figure
from load import Client, follow
from measure import exponent

FIRST = 10_000
SIZE = 1_000
LARGE = 10_000
SPAN_SECONDS = 1.0
TEMPLATE = "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst"
AUTHORIZATION = f"PVEAPIToken={hosts.USER}!{hosts.TOKEN_NAME}={hosts.TOKEN_SECRET}"


def measure(bench):
    rounds = bench.rounds(5)
    with _both(bench, SIZE) as pair:
        resources = _compare(pair, rounds, ["/cluster/resources"])
        configs = _compare(pair, rounds, [f"/nodes/pve1/lxc/{FIRST + index}/config" for index in range(SIZE)])
        memory = _mebibytes(pair[0])
    creation = [_creation(bench) for _ in range(3)]
    mine, theirs = (statistics.median(seconds) for seconds in zip(*creation))
    return [
        _ratio(f"GET /cluster/resources with {SIZE:,} guests: more than fakepve", resources, 20),
        _ratio("GET a container's config: more than fakepve", configs, 4),
        Figure(
            f"create {SIZE:,} containers, each to its task's OK: faster than fakepve", theirs / mine, 10, "×",
            at_least=True, note=f"{mine:.2f} s; fakepve {theirs:.2f} s"),
        Figure(f"simulator serve: memory with {SIZE:,} guests", memory, 150, "MB"),
        *_growth(bench, rounds),
    ]


def _ratio(name, loads, bound):
    mine, theirs = (statistics.median(load.per_second for load in side) for side in loads)
    busy = statistics.median(load.client_seconds / load.seconds for load in loads[0])
    return Figure(
        name, mine / theirs, bound, "×", at_least=True,
        note=f"{mine:,.0f} per second; fakepve {theirs:,.0f}; client busy {busy:.0%}")


def _compare(pair, rounds, paths):
    """Both servers' loads, in turn."""
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(Client(server, AUTHORIZATION)) for server in pair]
        requests = [clients[0].request("GET", path) for path in paths]
        for client in clients:
            client.load(requests, SPAN_SECONDS / 5)
        loads = [[client.load(requests, SPAN_SECONDS) for client in clients] for _ in range(rounds)]
    return [list(side) for side in zip(*loads)]


def _creation(bench):
    """How long it takes to create the containers on empty servers, and to see every task end well."""
    with _both(bench, 0) as pair:
        return [_create(server) for server in pair]


def _create(server):
    with Client(server, AUTHORIZATION) as client:
        began = time.perf_counter()
        width = len(client.connections)
        for first in range(FIRST, FIRST + SIZE, width):
            upids = [json.loads(bytes(body))["data"] for body in client.answers([
                client.request("POST", "/nodes/pve1/lxc", urllib.parse.urlencode(_wish(vmid)))
                for vmid in range(first, min(first + width, FIRST + SIZE))])]
            follow(client, upids)
        return time.perf_counter() - began


def _wish(vmid):
    return {
        "vmid": vmid, "ostemplate": TEMPLATE, "rootfs": "local-lvm:8", "hostname": f"ct{vmid}", "cores": 2,
        "memory": 1024, "net0": "name=eth0,bridge=vmbr0,ip=dhcp", "tags": "bench", "onboot": 1}


def _growth(bench, rounds):
    """How the time and the memory of the largest answer grow with the number of guests."""
    seconds, memory = {}, {}
    for size in (SIZE, LARGE):
        with hosts.simulator(bench.phoenix, _scenario(bench, size)) as server:
            with Client(server, AUTHORIZATION) as client:
                request = [client.request("GET", "/cluster/resources")]
                client.load(request, SPAN_SECONDS / 5)
                seconds[size] = 1 / statistics.median(
                    client.load(request, SPAN_SECONDS).per_second for _ in range(rounds))
            memory[size] = _mebibytes(server)
    return [Figure(
        f"GET /cluster/resources with {SIZE:,} → {LARGE:,} guests: growth", exponent(seconds), 1.1, "n^",
        note=", ".join(f"{value * 1000:.2f} ms" for value in seconds.values())
        + f"; {memory[SIZE]:.0f} MB, {memory[LARGE]:.0f} MB")]


@contextlib.contextmanager
def _both(bench, size):
    """The simulator and fakepve with as many containers, half of them running."""
    with hosts.simulator(bench.phoenix, _scenario(bench, size)) as mine, \
            hosts.fakepve(guests=size, python=bench.python) as theirs:
        yield mine, theirs


def _scenario(bench, size):
    path = bench.scratch / f"api-{size}.json"
    if not path.exists():
        path.write_text(json.dumps({
            "nodes": [{"name": "pve1", "cores": 128, "memoryMebibytes": 32 << 20, "bridges": ["vmbr0"]}],
            "storages": [
                {"name": "local", "kind": "dir", "content": ["iso", "vztmpl"], "capacityGibibytes": 512,
                 "images": [TEMPLATE]},
                {"name": "local-lvm", "kind": "lvmthin", "content": ["images", "rootdir"],
                 "capacityGibibytes": 1 << 22}],
            "guests": [
                {"id": vmid, "node": "pve1", "config": _configuration(vmid), "running": bool(vmid % 2)}
                for vmid in range(FIRST, FIRST + size)]}))
    return path


def _configuration(vmid):
    address = ":".join(f"{vmid >> shift & 255:02X}" for shift in (16, 8, 0))
    return (
        f"arch: amd64\ncores: 2\nhostname: ct{vmid}\nmemory: 1024\n"
        f"net0: name=eth0,bridge=vmbr0,hwaddr=BC:24:11:{address},ip=dhcp,type=veth\nonboot: 1\nostype: debian\n"
        f"rootfs: local-lvm:vm-{vmid}-disk-0,size=8G\nswap: 512\ntags: bench\nunprivileged: 1\n")


def _mebibytes(server):
    with open(f"/proc/{server.process_id}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))
