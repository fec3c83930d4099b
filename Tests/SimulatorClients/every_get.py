"""Asks every GET that needs no more than the names of what there is, with clientapi-pve, which checks every type.

Endpoints that the simulator does not cover answer 501 and are only counted.
"""

import importlib
import inspect
import json
import pkgutil
import re
import urllib.parse

import clientapi_pve
import clientapi_pve.api
import pydantic
import urllib3

import hosts
from wire import LIMIT_SECONDS

# What stands for the parameters in paths, and for those that a query must have.
KNOWN = {
    "node": "pve1", "storage": "local", "realm": "pam", "roleid": "PVEAuditor", "userid": "root@pam",
    "tokenid": hosts.TOKEN_NAME, "groupid": "operators", "poolid": "lab", "snapname": "first", "pos": 0,
    "iface": "vmbr0", "group": "web", "name": "net", "cidr": "10.0.0.0/8", "timeframe": "hour", "sid": "ct:100",
    "rule": "near", "id": "gpu0", "pci_id_or_mapping": "gpu0",
    "volume": "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst",
}
# Where the client expects other types than a running Proxmox 9.2 sends: path, field, and the recording that shows it.
CLIENT_IS_WRONG = (
    ("/cluster/nextid", r"data", "recording 5: a string"),
    ("/nodes/{node}/config", r"\w+\.\d+", "recording 51: what is not there, in another model"),
    ("/nodes/{node}/lxc", r"pressure.*", "recording 83: strings"),
    ("/nodes/{node}/lxc/{vmid}/config", r"\w+\.\d+", "recording 51: what is not there"),
    ("/nodes/{node}/lxc/{vmid}/snapshot/{snapname}/config", r"\w+\.\d+", "recording 105: the same"),
    ("/nodes/{node}/lxc/{vmid}/interfaces", r"prefix", "recording 84: a string"),
    ("/nodes/{node}/lxc/{vmid}/pending", r"value", "recording 52: numbers"),
    ("/nodes/{node}/lxc/{vmid}/status/current", r"pressure.*", "recording 83: strings"),
    ("/nodes/{node}/sdn/zones", r"zone", "recording 2: the name localnetwork"),
    ("/nodes/{node}/qemu/{vmid}/config", r"vcpus|\w+\.\d+", "recording 137: what is not there"),
    ("/nodes/{node}/qemu/{vmid}/snapshot/{snapname}/config", r"vcpus|\w+\.\d+", "recording 137: the same"),
    ("/nodes/{node}/qemu/{vmid}/pending", r"value", "recording 138: numbers"),
)
# What a Proxmox 9.2 that has never had them refuses: groups have become rules (9.12).
REFUSED = {"/cluster/ha/groups"}
RESOURCE = re.compile(r"resource_path='([^']+)'")
METHOD = re.compile(r"method='([A-Z]+)'")


def main(arguments):
    urllib3.disable_warnings()
    serve = hosts.fakepve() if arguments.fakepve else hosts.simulator(arguments.phoenix)
    with serve as server:
        upid = _furnish(server)
        failures, gaps, left_out, count = _ask_everything(server, upid)
    for failure in failures:
        print(failure)
    print(f"every-get: {count - len(failures)} of {count} answers have the types that clientapi-pve expects; "
          f"{len(gaps)} endpoints are not covered, {len(left_out)} need arguments")
    if arguments.verbose:
        print("  not covered: " + " ".join(sorted(gaps)))
        print("  need arguments: " + " ".join(sorted(left_out)))
    return not failures


def _furnish(server):
    """Something of each kind, so that answers are not empty; gives the UPID of an ended task."""
    wire = server.wire()
    upid = wire.post(
        "/nodes/pve1/lxc", vmid=100, ostemplate="local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst",
        storage="local-lvm", net0="name=eth0,bridge=vmbr0,ip=10.0.0.5/24", tags="app", description="a container",
        cores=1).data
    wire.finished(upid)
    wire.finished(wire.post(
        "/nodes/pve1/qemu", vmid=200, memory=512, scsi0="local-lvm:1", net0="virtio,bridge=vmbr0", agent="1",
        ide2="local-lvm:cloudinit", ciuser="operator", ipconfig0="ip=dhcp").data)
    for kind, vmid in (("lxc", 100), ("qemu", 200)):
        guest = f"/nodes/pve1/{kind}/{vmid}"
        wire.finished(wire.post(f"{guest}/snapshot", snapname="first", description="before").data)
        wire.finished(wire.post(f"{guest}/status/start").data)
        wire.post(f"{guest}/firewall/rules", type="in", action="ACCEPT", enable=1)
    for path, form in (
            ("/pools", {"poolid": "lab"}), ("/access/groups", {"groupid": "operators"}),
            ("/cluster/firewall/rules", {"type": "in", "action": "ACCEPT", "enable": 1}),
            ("/cluster/ha/resources", {"sid": "ct:100"})):
        wire.post(path, **form)
    wire.close()
    return upid


def _ask_everything(server, upid):
    configuration = clientapi_pve.Configuration(
        host=f"https://{server.host}:{server.port}/api2/json",
        api_key={"PVEApiToken": f"PVEAPIToken={hosts.USER}!{hosts.TOKEN_NAME}={hosts.TOKEN_SECRET}"})
    configuration.verify_ssl = False
    configuration.assert_hostname = False
    client = clientapi_pve.ApiClient(configuration=configuration)
    failures, gaps, left_out, count = [], set(), set(), 0
    for api, name, path in _gets(client):
        given = _arguments(getattr(api, name), path, upid)
        if given is None:
            left_out.add(path)
            continue
        raw = _raw(server, path, given)
        if raw.status == 501:
            gaps.add(path)
            continue
        if raw.status >= 400 and (path in REFUSED or _may_be_missing(path)):
            left_out.add(path)
            continue
        count += 1
        problem = _problem(api, name, path, given)
        if problem:
            failures.append(f"GET {path}: {problem}; answered {raw}"[:900])
    return failures, gaps, left_out, count


def _gets(client):
    """Every GET method of every part of the client, with its path."""
    for module in sorted(info.name for info in pkgutil.iter_modules(clientapi_pve.api.__path__)):
        for _, kind in inspect.getmembers(importlib.import_module(f"clientapi_pve.api.{module}"), inspect.isclass):
            if not (kind.__name__.endswith("Api") and kind.__module__.endswith(module)):
                continue
            for name, function in inspect.getmembers(kind, inspect.isfunction):
                if not name.endswith("_serialize"):
                    continue
                source = inspect.getsource(function)
                if METHOD.search(source)[1] == "GET":
                    yield kind(client), name.removeprefix("_").removesuffix("_serialize"), RESOURCE.search(source)[1]


def _arguments(method, path, upid):
    """What to call the method with; None if there is no value for a parameter that it must have."""
    known = KNOWN | {"upid": upid, "vmid": 200 if "/qemu/" in path else 100}
    given = {}
    for name, parameter in inspect.signature(method).parameters.items():
        if name.startswith("_") or name == "self" or parameter.default is not inspect.Parameter.empty:
            continue
        if name not in known:
            return None
        given[name] = known[name]
    return given


def _may_be_missing(path):
    """Whether it asks for something that is not there, or for a guest agent that has yet to boot."""
    return bool(set(re.findall(r"{([^}]+)}", path)) - {"node", "vmid", "storage", "upid", "userid", "roleid", "realm"}
                or "/agent/" in path)


def _raw(server, path, given):
    """The answer as it is on the wire."""
    used = {name for name in given if f"{{{name}}}" in path.replace("-", "_")}
    for name in used:
        path = re.sub("{" + name.replace("_", "[_-]") + "}", urllib.parse.quote(str(given[name]), safe=":@!"), path)
    wire = server.wire()
    try:
        return wire.request("GET", path, query={name: value for name, value in given.items() if name not in used})
    finally:
        wire.close()


def _problem(api, name, path, given):
    """What the client says against the answer, in one line; None if it is content, or wrong itself."""
    try:
        getattr(api, name)(**given, _request_timeout=LIMIT_SECONDS)
    except clientapi_pve.exceptions.ApiException as error:
        return f"{error.status} {error.reason}"
    except pydantic.ValidationError as error:
        problems = [problem for problem in error.errors() if not _is_known(path, _place(problem))]
        return "; ".join(
            f"{_place(problem)}: {problem['msg']}, got {json.dumps(problem['input'], default=str)[:80]}"
            for problem in problems[:4]) or None
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None


def _place(problem):
    return ".".join(str(part) for part in problem["loc"])


def _is_known(path, place):
    return any(path == known and re.fullmatch(field, place) for known, field, _ in CLIENT_IS_WRONG)
