"""Asks fakepve and the simulator the same, and lists every difference with the line of behaviour.md that decides it.

differences.json says whose each difference is: `theirs` (fakepve is wrong) with the line that says so, or `either`
(Proxmox leaves it open, or the two hosts differ). A difference that is not listed fails, and so does one of `ours`.
"""

import json
import random
import re
from dataclasses import dataclass, field
from pathlib import Path

import hosts

HERE = Path(__file__).resolve().parent
DIFFERENCES = HERE / "differences.json"
SEED = 20260823
VARIATIONS = 150
DEBIAN = "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst"
UNKNOWN = ("(missing)",)

# Values that differ between any two hosts are compared by their type only.
FREE = {
    "avail", "available", "cpu", "ctime", "digest", "disk", "diskread", "diskwrite", "endtime", "free", "fingerprint",
    "maxcpu", "mem", "memhost", "netin", "netout", "pid", "pstart", "repoid", "shares", "snaptime", "starttime",
    "ssl_fingerprint", "total", "uptime", "upid", "used", "used_fraction", "version", "vmgenid",
}
MAC = re.compile(r"[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
UPID = re.compile(r"UPID:(\w+):[0-9A-F]+:[0-9A-F]+:[0-9A-F]+:")


@dataclass
class Request:
    """One request of the list; its name identifies it in differences.json."""

    name: str
    method: str
    path: str
    given: dict = field(default_factory=dict)
    # Whether the task it begins is followed to its end, and its status compared too.
    is_task: bool = False


def story():
    """A list that covers the life of guests, and seeded variations of what is wrong with parameters."""
    lxc, qemu = "/nodes/pve1/lxc", "/nodes/pve1/qemu"
    wished = {"vmid": 100, "ostemplate": DEBIAN, "storage": "local-lvm"}

    def get(path, **query):
        return Request(f"GET {path} {_words(query)}".strip(), "GET", path, query)

    def do(method, path, is_task=False, **given):
        return Request(f"{method} {path} {_words(given)}".strip(), method, path, given, is_task)

    yield from (get(path) for path in (
        "/version", "/nodes", "/cluster/status", "/cluster/resources", "/cluster/nextid", "/nodes/pve1/status",
        "/nodes/pve1/storage", "/nodes/pve1/lxc", "/nodes/pve1/qemu", "/pools", "/access/users", "/nosuch"))
    yield do("POST", lxc, is_task=True, **wished, hostname="web", tags="b;A", description="two\nlines", cores=1)
    yield do("POST", lxc, **wished)
    yield get(f"{lxc}/100/config")
    yield get(f"{lxc}/100/status/current")
    yield get(f"{lxc}/100/pending")
    for given in (
            {"memory": 256}, {"memory": 256}, {}, {"delete": "nosuch"}, {"memory": 64, "delete": "memory"},
            {"delete": "memory"}, {"unprivileged": 1}, {"net0": "name=eth0,bridge=vmbr0,ip=dhcp"},
            {"tags": "c,B"}, {"nameserver": "1.1.1.1,8.8.8.8"}, {"protection": 1}, {"digest": "0" * 40, "memory": 64}):
        yield do("PUT", f"{lxc}/100/config", **given)
    yield get(f"{lxc}/100/config")
    yield do("DELETE", f"{lxc}/100")
    yield do("PUT", f"{lxc}/100/config", protection=0)
    for action in ("stop", "reboot", "suspend"):
        yield do("POST", f"{lxc}/100/status/{action}")
    yield do("POST", f"{lxc}/100/status/start", is_task=True)
    yield do("POST", f"{lxc}/100/status/start")
    yield get(f"{lxc}/100/status/current")
    yield get(f"{lxc}/100/interfaces")
    yield do("DELETE", f"{lxc}/100")
    yield do("PUT", f"{lxc}/100/config", cores=2, features="nesting=1")
    yield get(f"{lxc}/100/pending")
    yield get(f"{lxc}/100/config", current=1)
    yield do("PUT", f"{lxc}/100/config", revert="features")
    yield do("POST", f"{lxc}/100/clone", newid=101, full=1)
    yield do("POST", f"{lxc}/100/snapshot", is_task=True, snapname="first", description="before")
    yield do("POST", f"{lxc}/100/snapshot", is_task=True, snapname="first")
    yield do("POST", f"{lxc}/100/snapshot", snapname="current")
    yield get(f"{lxc}/100/snapshot")
    yield get(f"{lxc}/100/snapshot/first/config")
    yield do("POST", f"{lxc}/100/snapshot/first/rollback", is_task=True)
    yield get(f"{lxc}/100/status/current")
    yield do("DELETE", f"{lxc}/100/snapshot/first", is_task=True)
    yield do("DELETE", f"{lxc}/100/snapshot/first", is_task=True)
    yield do("PUT", f"{lxc}/100/resize", is_task=True, disk="rootfs", size="6G")
    yield do("PUT", f"{lxc}/100/resize", disk="rootfs", size="6G")
    yield do("PUT", f"{lxc}/100/resize", disk="rootfs", size="1G")
    yield do("POST", f"{lxc}/100/template")
    yield do("POST", f"{lxc}/100/template")
    yield get(f"{lxc}/100/config")
    yield do("POST", f"{lxc}/100/status/start", is_task=True)
    yield do("POST", f"{lxc}/100/clone", is_task=True, newid=101, hostname="linked")
    yield do("POST", f"{lxc}/100/clone", newid=102, storage="local-lvm")
    yield get(f"{lxc}/101/config")
    yield do("DELETE", f"{lxc}/101", is_task=True)
    yield get(f"{lxc}/101/config")
    yield do(
        "POST", qemu, is_task=True, vmid=200, name="db", memory=512, scsi0="local-lvm:2", net0="virtio,bridge=vmbr0")
    yield do("POST", qemu, vmid=200)
    yield get(f"{qemu}/200/config")
    yield get(f"{qemu}/200/status/current")
    yield do("POST", f"{qemu}/200/config", is_task=True, cores=2)
    yield do("PUT", f"{qemu}/200/config", digest="0" * 40, memory=64)
    yield do("PUT", f"{qemu}/200/config", delete="nosuch")
    yield do("POST", f"{qemu}/200/status/stop", is_task=True)
    yield do("POST", f"{qemu}/200/status/reset")
    yield do("POST", f"{qemu}/200/status/start", is_task=True)
    yield do("POST", f"{qemu}/200/status/start", is_task=True)
    yield get(f"{qemu}/200/status/current")
    yield do("POST", f"{qemu}/200/agent/ping")
    yield do("DELETE", f"{qemu}/200")
    yield do("PUT", f"{qemu}/200/config", memory=1024, description="live")
    yield get(f"{qemu}/200/pending")
    yield do("POST", f"{qemu}/200/status/stop", is_task=True)
    yield do("POST", f"{qemu}/200/snapshot", is_task=True, snapname="first")
    yield get(f"{qemu}/200/snapshot")
    yield do("DELETE", f"{qemu}/200", is_task=True)
    yield get(f"{qemu}/200/config")
    yield do("POST", "/pools", poolid="lab", comment="a")
    yield do("POST", "/pools", poolid="lab")
    yield do("PUT", "/pools", poolid="lab", vms="100")
    yield get("/pools")
    yield get("/pools/lab")
    yield do("DELETE", "/pools/lab")
    yield get("/nodes/nosuch/lxc")
    yield get("/nodes/pve1/tasks/UPID:nonsense/status")
    yield get("/nodes/pve1/storage/nosuch/content")
    yield from variations(random.Random(SEED))


def variations(chance):
    """Creations and changes with one or more parameters that may be wrong; never accepted, for `vmid` is missing."""
    values = {
        "memory": (16, 15, "abc", "512M", -1, "1e3", ""), "cores": (1, 0, 9000, "x"), "swap": (0, -1, "a"),
        "hostname": ("a", "a_b", "a.", "-a", "x" * 256, "a.b"), "onboot": ("0", "2", "yes", ""),
        "net0": ("name=eth0", "bridge=vmbr0", "name=eth0,tag=5000", "name=eth0,foo=1", "eth0", "name=eth0,name=eth1",
                 "name=eth0,hwaddr=01:00:00:00:00:00", "name=eth0,ip=10.0.0.300/24", "name=eth0,ip=dhcp"),
        "rootfs": ("local-lvm:4", "local-lvm:4,mp=/x", "", "local-lvm:vm-1-disk-0,size=x"),
        "features": ("nesting=1", "foo=1", "nesting=2", "mount=nfs;cifs"), "tags": ("a;b", "a b", "A", "-a", "a,b"),
        "startup": ("order=1", "foo", "order=x", "up=3"), "arch": ("amd64", "z80"), "ostype": ("debian", "windows"),
        "storage": ("local-lvm", "l", "a_b", "-x"), "description": ("x", "x" * 8193), "tty": (0, 7, "a"),
        "cpulimit": (0.5, "x", 9000), "nameserver": ("1.1.1.1", "abc", "1.1.1.1 x"), "unique": (0, 1), "nosuch": (1,),
        "dev0": ("/dev/null", "/srv/x", "mode=0666"), "mp0": ("local-lvm:1,mp=/data", "local-lvm:1", "/srv/../x,mp=/d"),
    }
    for index in range(VARIATIONS):
        names = chance.sample(sorted(values), chance.randint(1, 3))
        given = {name: chance.choice(values[name]) for name in names}
        yield Request(f"variation {index} POST /nodes/pve1/lxc {_words(given)}"[:200], "POST", "/nodes/pve1/lxc", given)


def _words(given):
    return " ".join(f"{name}={str(value)[:40]!r}" for name, value in given.items())


class Asked:
    """A server that is asked."""

    def __init__(self, server):
        self.wire = server.wire()

    def answer(self, request):
        """Status, reason, errors and data of the answer, and how its task ended."""
        if request.method in ("GET", "DELETE"):
            answer = self.wire.request(request.method, request.path, query=request.given)
        else:
            answer = self.wire.request(request.method, request.path, form=request.given)
        try:
            body = answer.json
        except ValueError:
            body = {"body": answer.body.decode(errors="replace")}
        seen = {"status": answer.status, "reason": answer.reason, **body}
        seen.pop("message", None)
        upid = body.get("data")
        if isinstance(upid, str) and upid.startswith("UPID:"):
            seen["exitstatus"] = self.wire.finished(upid)["exitstatus"]
        elif request.path.endswith("/template"):
            self.wire.settle()
        return seen


def compare(theirs, ours, place=""):
    """Where two answers differ: a list of (place, theirs, ours)."""
    key = place.rsplit(".", 1)[-1]
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for name in sorted(set(theirs) | set(ours)):
            yield from compare(theirs.get(name, UNKNOWN), ours.get(name, UNKNOWN), f"{place}.{name}")
    elif isinstance(theirs, list) and isinstance(ours, list):
        theirs, ours = (_by_name(rows) for rows in (theirs, ours))
        yield from compare(theirs, ours, place)
    elif type(theirs) is not type(ours) and not (isinstance(theirs, (int, float)) and isinstance(ours, (int, float))):
        yield place.lstrip("."), theirs, ours
    elif key not in FREE and _plain(theirs) != _plain(ours):
        yield place.lstrip("."), theirs, ours


def _by_name(rows):
    """A list as an object, so that rows are compared with their like."""
    named = {}
    for index, row in enumerate(rows):
        names = [str(row[name]) for name in ("key", "id", "vmid", "storage", "name", "userid", "poolid", "n")
                 if name in row] if isinstance(row, dict) else []
        named["/".join(names[:1]) or str(index)] = row
    return named


def _plain(value):
    if not isinstance(value, str):
        return value
    return UPID.sub(r"UPID:\1:", UUID.sub("<uuid>", MAC.sub("<mac>", value)))


def differences(their_server, our_server):
    """Every difference by the name of its request."""
    they, we = Asked(their_server), Asked(our_server)
    found, count = {}, 0
    for request in story():
        count += 1
        places = list(compare(they.answer(request), we.answer(request)))
        if places:
            found[request.name] = {
                place: {"theirs": _shown(theirs), "ours": _shown(ours)} for place, theirs, ours in places}
    return count, found


def _shown(value):
    if value is UNKNOWN:
        return "(missing)"
    text = value if isinstance(value, str) else json.dumps(value, sort_keys=True)
    return _plain(text)[:200]


def main(arguments):
    serve = hosts.fakepve() if arguments.fakepve else hosts.simulator(arguments.phoenix)
    with hosts.fakepve() as theirs, serve as ours:
        count, found = differences(theirs, ours)
    rules = json.loads(DIFFERENCES.read_text())["rules"]
    problems, counts, used = [], {"theirs": 0, "either": 0, "ours": 0}, set()
    for name, places in found.items():
        for place, sides in places.items():
            index = next((index for index, rule in enumerate(rules) if _is_about(rule, name, place, sides)), None)
            if index is None:
                problems.append(
                    f"not listed: {name}: {place}: fakepve {sides['theirs']!r}, simulator {sides['ours']!r}")
                continue
            used.add(index)
            counts[rules[index]["whose"]] += 1
            if rules[index]["whose"] == "ours":
                problems.append(f"ours [{rules[index]['line']}]: {name}: {place}: {sides['ours']!r}")
    problems += [f"listed, but no difference any more: {rule}" for index, rule in enumerate(rules) if index not in used]
    for problem in problems:
        print(problem)
    print(f"differential: {count} requests, {sum(map(len, found.values()))} differences: {counts['theirs']} theirs, "
          f"{counts['either']} either's, {counts['ours']} ours; {len(problems)} problems (seed {SEED})")
    return not problems


def _is_about(rule, name, place, sides):
    """Whether a rule is about that difference: its patterns must match where they are given."""
    return (re.search(rule.get("request", ""), name) is not None
            and re.fullmatch(rule.get("place", ".*"), place) is not None
            and re.search(rule.get("theirs", ""), sides["theirs"], re.DOTALL) is not None
            and re.search(rule.get("ours", ""), sides["ours"], re.DOTALL) is not None)
