"""Sends random requests, made from Proxmox's own parameter schema, and looks at the form of every answer.

Nothing may crash or hang the server, and every answer must be one that Proxmox could give: JSON with its text as the
reason, errors by parameter for a 400, 501 for what is not covered. The seed of a run is printed; `--seed` repeats it.
"""

import json
import random
import re
import string
import urllib.parse
from pathlib import Path

import hosts

FACTS = Path(__file__).resolve().parents[2] / "Simulator" / "Schema" / "Facts" / "9.2.txt"
ROUNDS = 6
STATUSES = {200, 400, 401, 403, 500, 501, 595, 596}
# Signs that a text comes from the program's inside and not from Proxmox.
INSIDE = re.compile(
    r"\.swift|Optional\(|Fatal|DecodingError|Swift\.|Phoenix|NSCocoa|Index out of|unexpectedly found|HostError|nil\b")
# They would end the run: the node goes off, or the credentials become others.
LEFT_OUT = {("POST", "/nodes/{node}/status"), ("POST", "/nodes/{node}/stopall")}

# What there is, or nearly: so that some requests get far.
THERE = {
    "node": ("pve1", "pve1", "pve1", "pve1", "localhost", "pve9"), "vmid": (100, 100, 200, 200, 101, 999),
    "newid": (101, 102, 200, 300),
    "storage": ("local", "local-lvm", "nosuch"), "snapname": ("first", "second"), "userid": ("fuzz@pve", "nobody@pve"),
    "tokenid": ("fuzz",), "groupid": ("ops", "web"), "roleid": ("PVEAuditor", "Mine"), "poolid": ("lab", "a/b"),
    "realm": ("pve", "pam"), "disk": ("rootfs", "scsi0", "mp0"), "volume": ("rootfs", "local:iso/a.iso", "x"),
    "iface": ("vmbr0", "vmbr7"), "sid": ("ct:100", "vm:200", "100"), "pos": (0, 1, 99), "target": ("pve1", "pve2"),
    "ostemplate": ("local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst", "local:vztmpl/x.tar.gz"),
    "net0": ("name=eth0,bridge=vmbr0", "virtio,bridge=vmbr0"), "rootfs": ("local-lvm:4",), "scsi0": ("local-lvm:1",),
    "upid": ("UPID:pve1:000004D2:0056A735:6553F100:vzcreate:100:root@pam:", "UPID:x"), "size": ("+1G", "8G", "1g"),
    "password": ("longenough", "x"), "path": ("/vms/100", "/", "/nosuch//x"), "username": ("fuzz@pve",),
    "users": ("fuzz@pve",), "tokens": ("fuzz@pve!fuzz",), "roles": ("PVEAuditor",), "command": ("true", "shutdown"),
}
NASTY = (
    "", " ", "\n", "\r\nX-Injected: 1", "\0", "a\0b", "%00", "../../etc/passwd", "ü", "\U0001f600", "\ufeff", "'", '"',
    "\\", "<script>", "x" * 300, "9" * 40, "-1", "1e308", "0x10", "NaN", "true", "null", "[]", "{}", ",", ",,=", "=",
    "a=b=c", ";",
    "name=eth0,,bridge=", "local:", ":", "local:99999999999999999999", "vm-100-disk-0", "1.5.2", "+", "\u202e")


def main(arguments):
    serve = hosts.fakepve() if arguments.fakepve else hosts.simulator(arguments.phoenix)
    with serve as server:
        problems, counts = fuzz(server, arguments.seed)
    for problem in problems[:40]:
        print(problem)
    shares = ", ".join(f"{count} × {status}" for status, count in sorted(counts.items()))
    print(f"fuzz: {sum(counts.values())} requests (seed {arguments.seed}): {shares}; {len(problems)} problems")
    return not problems


def fuzz(server, seed):
    """Sends every endpoint some requests in a random order; gives what is wrong, and how often each status came."""
    chance = random.Random(seed)
    wire = server.wire()
    _furnish(wire)
    requests = [endpoint for endpoint in _endpoints() for _ in range(ROUNDS)]
    chance.shuffle(requests)
    problems, counts = [], {}
    for number, (method, path, properties) in enumerate(requests):
        request = _request(chance, method, path, properties)
        try:
            answer = wire.request(**request)
        except Exception as error:
            problems.append(f"#{number} {_told(request)}: {type(error).__name__}: {error}")
            if not _is_alive(server):
                problems.append(f"the server does not answer any more; the last requests before it: {requests[number]}")
                break
            continue
        counts[answer.status] = counts.get(answer.status, 0) + 1
        problem = _problem(answer, request["path"])
        if problem:
            problems.append(f"#{number} {_told(request)}: {problem}: {answer}"[:700])
    if not _is_alive(server):
        problems.append("the server does not serve any more, or the credentials are lost")
    return problems, counts


def _endpoints():
    """Method, path and parameters of every endpoint in the facts."""
    for line in FACTS.read_text().splitlines():
        fields = line.split("\t")
        if fields[0] == "endpoint" and (fields[1], fields[2]) not in LEFT_OUT:
            properties = json.loads(fields[3]).get("parameters", {}).get("properties", {})
            yield fields[1], fields[2], properties


def _furnish(wire):
    for method, path, form in (
            ("POST", "/access/users", {"userid": "fuzz@pve"}), ("POST", "/pools", {"poolid": "lab"}),
            ("POST", "/nodes/pve1/lxc", {"vmid": 100, "ostemplate": THERE["ostemplate"][0], "storage": "local-lvm"}),
            ("POST", "/nodes/pve1/qemu", {"vmid": 200, "scsi0": "local-lvm:1", "agent": "1"})):
        wire.request(method, path, form=form)


def _request(chance, method, path, properties):
    """A request in one of the forms that a client may use."""
    in_path = re.findall(r"{([^}]+)}", path)
    for name in in_path:
        value = _value(chance, name, properties.get(name, {}), hostility=0.02 if name == "node" else 0.1)
        if name == "vmid" and chance.random() < 0.7:
            value = 200 if "/qemu/" in path else 100
        path = path.replace("{" + name + "}", urllib.parse.quote(str(value), safe=":@!") or "x")
    given = {}
    for name in properties:
        is_wanted = not properties[name].get("optional")
        if chance.random() < (0.03 if name in in_path else 0.9 if is_wanted else 0.12):
            index = chance.randint(0, 3)
            given[name.replace("[n]", str(index))] = _value(chance, name, properties[name], hostility=0.15)
    if chance.random() < 0.1:
        given[chance.choice(("nosuch", "a.b", "ü", "vmid", "node", "lxc"))] = chance.choice(NASTY)
    request = {"method": method, "path": path}
    if method in ("GET", "DELETE"):
        request["query"] = given
    elif chance.random() < 0.3:
        others = ([], [given], "x", 1, None, {"a": [[]]})
        request["json_body"] = given if chance.random() < 0.95 else chance.choice(others)
    else:
        request["form"] = given
    if chance.random() < 0.05:
        request["prefix"] = "/api2/extjs"
    return request


def _value(chance, name, schema, hostility):
    """A value for a parameter: of its kind, or one that hurts."""
    if chance.random() < hostility:
        return chance.choice((chance.choice(NASTY), _noise(chance), [chance.choice(NASTY), "b"], chance.choice(NASTY)))
    if name.replace("[n]", "0") in THERE:
        return chance.choice(THERE[name.replace("[n]", "0")])
    if "enum" in schema:
        return chance.choice(schema["enum"])
    match schema.get("type"):
        case "boolean":
            return chance.choice((0, 1))
        case "integer" | "number":
            low, high = (int(float(schema.get(name, usual))) for name, usual in (("minimum", 0), ("maximum", 1000)))
            return chance.choice((low, high, low - 1, high + 1, (low + high) // 2))
        case "array":
            return [_value(chance, "", schema.get("items", {}), hostility) for _ in range(chance.randint(0, 3))]
        case _:
            if isinstance(schema.get("format"), dict):
                keys = chance.sample(sorted(schema["format"]), min(2, len(schema["format"])))
                return ",".join(f"{key}={_value(chance, key, schema['format'][key], hostility)}" for key in keys)
            return chance.choice(("a", "abc", "1", "local", "pve1", "10.0.0.1", "10.0.0.0/24", "BC:24:11:00:00:01"))


def _noise(chance):
    return "".join(chance.choice(string.printable) for _ in range(chance.randint(1, 40)))


def _problem(answer, path):
    """What is wrong with the form of an answer; None if Proxmox could have given it."""
    if answer.status not in STATUSES:
        return f"status {answer.status}"
    # An upload's right is asked for with the credentials, and refused like them: without a body.
    if answer.status in (401, 595, 596) or (answer.status == 403 and path.endswith("/upload")):
        return None
    if not answer.body:
        return "an empty answer"
    try:
        body = answer.json
    except ValueError:
        return None if answer.status == 501 else "no JSON"
    if not isinstance(body, dict) or "data" not in body:
        return "no data"
    if INSIDE.search(str(body.get("message", "")) + str(body.get("errors", ""))):
        return "a text from the program's inside"
    if answer.status < 400:
        return None
    if not isinstance(body.get("message"), str) or not body["message"]:
        return "no message"
    if answer.status == 400 and "errors" not in body:
        return "400 without errors"
    if "errors" in body and not all(isinstance(text, str) and text for text in body["errors"].values()):
        return "an error without text"
    return None


def _is_alive(server):
    wire = server.wire()
    try:
        return wire.get("/nodes/pve1/lxc").status == 200
    except OSError:
        return False
    finally:
        wire.close()


def _told(request):
    return " ".join(f"{name}={value!r}" for name, value in request.items())[:400]
