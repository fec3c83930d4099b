"""The same work with Phoenix and with other tools, on one simulated Proxmox VE: 100 containers that are to be there and run.

Each figure is a whole command. The peers are Ansible's community.proxmox, and proxctl, which cannot create.
"""

import json
import re
import shutil
import sys

sys.path.insert(0, str(__file__).rsplit("/Benchmarks", 1)[0] + "/Tests/SimulatorClients")

import hosts
from figures import Figure
from host import Site
from load import Client, follow
from measure import apart, median_mebibytes, median_seconds, run
from simulated_api import AUTHORIZATION, TEMPLATE
from wire import BROADCAST_SECONDS

FIRST = 10_000
SIZE = 100
NUMBERS = range(FIRST, FIRST + SIZE)
POLL = re.compile(r'"path":"[^"]*/tasks/UPID[^"]*/status"')
# Ansible's own standard of 5 leaves two processors idle at times.
FORKS = 20


def phoenix_command(phoenix, site, server, node_shell):
    """The words of one sync of the fleet that `_write_fleet` writes, over HTTPS with a token.

    `node_shell` is a folder with the node's programs: Phoenix waits until containers answer, which it sees from inside. Without it
    Phoenix has the API only, as its peers.
    """
    settings = site.folder / ("settings-shell.json" if node_shell else "settings.json")
    values = {
        "repository": str(site.repository), "host": f"https://127.0.0.1:{server.port}",
        "state_directory": str(site.state), "token_file": str(site.folder / "token"),
        "fingerprint": server.fingerprint, "node_shell": "local" if node_shell else "none"}
    if node_shell:
        values |= {"node_name": "pve1", "node_path": f"{node_shell}:/usr/bin:/bin"}
    _write(settings, values)
    return [str(phoenix), "sync", "--once", "--settings", str(settings)]


def measure(bench):
    """Counts on one server, which writes every request down and is slower for it; times on another, which does not."""
    site = Site(bench, "peers", write=_write_fleet)
    record = site.folder / "requests"
    with _server(bench, site, "--record", record) as server:
        counts = _each(Tools(bench, site, server), lambda body: _requests_during(record, body), 1, 1)
    with _server(bench, site) as server:
        tools = Tools(bench, site, server)
        runs = _each(tools, lambda body: body(), bench.rounds(3), bench.rounds(25))
    return [figure for work in runs for figure in _figures(work, runs[work], counts[work])]


def _server(bench, site, *options):
    return hosts.simulator(
        bench.phoenix, _scenario(site.folder), "--time", "virtual", "--profile", "9.2",
        "--shell-directory", str(site.folder / "node"), *[str(option) for option in options])


def _each(tools, measured, rounds, many):
    """What `measured` makes of each one's work, in turn; by the kind of work and by the one who does it.

    What takes a twentieth of a second is done `many` times, as the machine's moods take as long.
    """
    # From none to all of them running; how they go again is not measured.
    creators = {"Phoenix": lambda: tools.sync(node_shell=True), "Ansible": lambda: tools.play(changed=2)}
    created = _in_turn(creators, measured, rounds, before=tools.forget)
    tools.forget()
    tools.sync(node_shell=True)
    # A node tells the cluster its guests' names every ten seconds, and the others' users do not come sooner.
    tools.server.wire().let_time_pass(BROADCAST_SECONDS)
    # Everybody finds the containers as wished, and changes nothing.
    tools.export()
    lookers = {
        "Phoenix": lambda: tools.sync(node_shell=False),
        "Phoenix with the node's shell": lambda: tools.sync(node_shell=True), "proxctl": tools.apply}
    looked = _in_turn(lookers, measured, many) | _in_turn(
        {"Ansible": lambda: tools.play(changed=0)}, measured, rounds)
    return {"no change": looked, "create": created}


def _in_turn(bodies, measured, rounds, before=lambda: None):
    results = {name: [] for name in bodies}
    for _ in range(rounds):
        for name, body in bodies.items():
            before()
            results[name].append(measured(body))
    return results


def _requests_during(record, body):
    def count():
        with open(record, encoding="utf-8") as lines:
            # Who waits for a task asks as often as it likes.
            return sum(1 for line in lines if not POLL.search(line) and "/simulator/" not in line)

    first = count()
    body()
    return count() - first


def _figures(work, runs, counts):
    """Each one's time, and what Phoenix's is of it."""
    seconds = {name: median_seconds(own) for name, own in runs.items()}
    figures = [
        Figure(
            f"{work}, {SIZE} containers: {name}", seconds[name], None, "s",
            note=f"{counts[name][0] / SIZE:.2f} requests a container, polls of tasks aside; "
            f"{median_mebibytes(runs[name]):.0f} MB")
        for name in runs]
    requests = counts["Phoenix"][0]
    limit = 1.1 * SIZE + 10 if work == "no change" else 5 * SIZE
    figures.append(Figure(f"{work}, {SIZE} containers: Phoenix's requests", requests, limit))
    faster = {"no change": 50, "create": 10}[work]
    figures.append(Figure(
        f"{work}, {SIZE} containers: faster than Ansible", seconds["Ansible"] / seconds["Phoenix"], faster, "×",
        at_least=True))
    if "proxctl" in seconds:
        figures.append(Figure(
            f"{work}, {SIZE} containers: Phoenix against proxctl", seconds["Phoenix"] / seconds["proxctl"], 1, "×"))
    return figures


class Tools:
    """The commands, each of which checks that it did what it was asked to."""

    def __init__(self, bench, site, server):
        self.bench = bench
        self.site = site
        self.server = server
        self.folder = site.folder
        self.output = site.folder / "output"
        self.manifest = site.folder / "manifest.yml"
        self._write_inventory()
        token_file = site.folder / "token"
        token_file.touch(mode=0o600)
        token_file.write_text(f"{hosts.USER}!{hosts.TOKEN_NAME}={hosts.TOKEN_SECRET}")
        self.phoenix = {
            shell: phoenix_command(bench.phoenix, site, server, site.folder / "node" if shell else None)
            for shell in (False, True)}

    def sync(self, node_shell):
        return run(*self.phoenix[node_shell])

    def play(self, changed):
        """Runs the playbook, whose tasks change so many things of each container."""
        home = self.folder / "home"
        result = run(
            self.bench.clients / "bin" / "python", "-m", "ansible", "playbook", "--inventory",
            self.folder / "inventory.json", self.bench.here / "peers.yml", output=self.output,
            environment=hosts.environment(
                HOME=str(home), LC_ALL="C.UTF-8", ANSIBLE_HOME=str(home), ANSIBLE_FORKS=str(FORKS),
                ANSIBLE_COLLECTIONS_PATH=str(self.bench.clients / "collections"), ANSIBLE_PIPELINING="true"))
        counts = re.findall(r"changed=(\d+) +unreachable=0 +failed=0", self.output.read_text())
        _require(counts == [str(changed)] * SIZE, f"Ansible did not change {changed} things of each container", self.output)
        return result

    def export(self):
        """Lets proxctl write down what is there; that they run is added, because an export does not say it."""
        self._proxctl("--output", "text", "export", "container", "--all")
        documents = self.output.read_text().split("---\n")
        self.manifest.write_text("---\n".join(f"{document.rstrip()}\nstate: running\n" for document in documents))

    def apply(self):
        """proxctl's way to see that everything is as its manifest says."""
        result = self._proxctl("--output", "json", "apply", "--yes", "--file", self.manifest)
        actions = [entry["action"] for entry in json.loads(self.output.read_text())]
        _require(actions == ["noop"] * SIZE, "proxctl did not leave every container as it is", self.output)
        return result

    def forget(self):
        """No container is left, and Phoenix knows of none."""
        apart(_remove_containers, self.server)
        shutil.rmtree(self.site.state, ignore_errors=True)

    def _proxctl(self, *words):
        return run(
            self.bench.clients / "bin" / "proxctl", "--insecure", *words, output=self.output,
            environment=hosts.environment(
                HOME=str(self.folder), PROXMOX_HOST=f"https://127.0.0.1:{self.server.port}",
                PROXMOX_TOKEN=f"{hosts.USER}!{hosts.TOKEN_NAME}={hosts.TOKEN_SECRET}"))

    def _write_inventory(self):
        variables = {
            "api_host": "127.0.0.1", "api_port": self.server.port, "api_user": hosts.USER,
            "api_token_id": hosts.TOKEN_NAME, "api_token_secret": hosts.TOKEN_SECRET, "template": TEMPLATE,
            "ansible_python_interpreter": str(self.bench.clients / "bin" / "python")}
        _write(self.folder / "inventory.json", {
            "containers": {"hosts": {f"ct{number}": {"vmid": number} for number in NUMBERS}, "vars": variables}})


def _remove_containers(server):
    with Client(server, AUTHORIZATION) as client:
        there = json.loads(bytes(client.answers([client.request("GET", "/nodes/pve1/lxc")])[0]))["data"]
        numbers = sorted(int(guest["vmid"]) for guest in there)
        width = len(client.connections)
        for first in range(0, len(numbers), width):
            follow(client, [json.loads(bytes(body))["data"] for body in client.answers([
                client.request("DELETE", f"/nodes/pve1/lxc/{number}?force=1&purge=1")
                for number in numbers[first:first + width]])])


def _write_fleet(folder):
    """The containers of peers.yml as a repository of Phoenix."""
    (folder / "guests").mkdir(parents=True)
    _write(folder / "phoenix.json", {
        "fleet": "bench",
        "defaults": {"lxc": {
            "node": "pve1", "template": TEMPLATE, "cores": 2, "memory_mb": 1024, "swap_mb": 512,
            "storage_pool": "local-lvm", "storage_size_gb": 8, "unprivileged": True, "start_at_boot": True,
            "network_config": {"name": "eth0", "bridge": "vmbr0", "ip": "dhcp"}}}})
    for number in NUMBERS:
        _write(folder / "guests" / f"{number}.json", {"id": number, "kind": "lxc", "name": f"ct{number}"})


def _scenario(folder):
    """One node without containers."""
    path = folder / "scenario.json"
    _write(path, {
        "nodes": [{"name": "pve1", "cores": 128, "memoryMebibytes": 4 << 20, "bridges": ["vmbr0"]}],
        "storages": [
            {"name": "local", "kind": "dir", "content": ["vztmpl"], "capacityGibibytes": 512, "images": [TEMPLATE]},
            {"name": "local-lvm", "kind": "lvmthin", "content": ["rootdir"], "capacityGibibytes": 1 << 20}]})
    return path


def _write(path, value):
    path.write_text(json.dumps(value, indent=2) + "\n")


def _require(condition, problem, output):
    if not condition:
        raise SystemExit(f"{problem}:\n{output.read_text()[-2000:]}")
