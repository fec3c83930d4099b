"""Makes fleets of any size in the shape of repo-template, and a simulated cluster that has room for them."""

import json
import random
import shutil
from pathlib import Path

TEMPLATE = Path(__file__).resolve().parent.parent / "repo-template"
NODES = ("pve1", "pve2", "pve3", "pve4")
DEBIAN = "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst"
UBUNTU = "local:import/noble-server-cloudimg-amd64.qcow2"
MODELS = ("BAAI/bge-m3", "Qwen/Qwen3-8B-AWQ", "Qwen/Qwen3-0.6B", "mistralai/Mistral-7B-Instruct-v0.3")
FIRST_TEMPLATE = 900
FIRST_GUEST = 10_000


def write_fleet(folder, guest_count, seed=1):
    """Writes a repository of exactly `guest_count` guests into a folder that does not exist yet."""
    for part in ("features", "applications", "schemas"):
        shutil.copytree(TEMPLATE / part, folder / part)
    (folder / "guests").mkdir()
    _write(folder / "phoenix.json", _fleet_file())
    guests = _templates()
    chance = random.Random(seed)
    guests += [_guest(FIRST_GUEST + place, chance) for place in range(guest_count - len(guests))]
    for place, guest in enumerate(guests):
        guest["network_config"] = {"name": "eth0", "ip": _address(place)} if guest["kind"] == "lxc" else {
            "ip": _address(place)}
        _write(folder / "guests" / f"{guest['id']}-{guest['name']}.json", guest)


def write_cluster(path):
    """Writes a scenario: four nodes with GPUs, and storage for tens of thousands of guests."""
    gpus = [f"/dev/nvidia{index}" for index in range(4)]
    controls = ["/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia-uvm-tools"]
    nodes = [
        {"name": name, "cores": 128, "memoryMebibytes": 4 << 20, "bridges": ["vmbr0"], "devices": gpus + controls}
        for name in NODES
    ]
    storages = [
        {
            "name": "local", "kind": "dir", "content": ["import", "vztmpl"], "capacityGibibytes": 1024,
            "images": [{"volume": DEBIAN, "diskGibibytes": 2}, {"volume": UBUNTU, "diskGibibytes": 4}],
        },
        {"name": "local-lvm", "kind": "lvmthin", "content": ["images", "rootdir"], "capacityGibibytes": 1 << 22},
    ]
    _write(path, {"nodes": nodes, "storages": storages})


def _fleet_file():
    """The template's own, with a network that has addresses for every guest."""
    fleet = json.loads((TEMPLATE / "phoenix.json").read_text())
    for kind in ("lxc", "vm"):
        fleet["defaults"][kind]["network_config"].update(gw="10.255.255.254", nameservers="10.255.255.254")
    return fleet


def _templates():
    """On every node the template's chain: base, CUDA on it, vLLM on that; and bases for Docker, services and machines."""
    guests = []
    for place, node in enumerate(NODES):
        number = FIRST_TEMPLATE + 10 * place

        def template(offset, name, **more):
            guests.append(_described(
                number + offset, "lxc", f"{name}-{node}", f"Source of copies on {node}.", node=node,
                profiles=["template"], **more))

        template(0, "base", template=DEBIAN, features=["base_setup"])
        template(1, "cuda", clone_from=number, memory_mb=8192, gpu_assignment="0", features=["nvidia"])
        template(2, "vllm", clone_from=number + 1, memory_mb=16384, gpu_assignment="0", features=["vllm"])
        template(3, "docker", clone_from=number, features=["base_setup", "docker"])
        template(4, "python", clone_from=number, features=["python_api_service"])
        template(5, "ubuntu", template_image=UBUNTU, features=["base_setup"], user_config={"username": "operator"})
        guests[-1]["kind"] = "vm"
    return guests


def _guest(number, chance):
    """One guest of the mix: model servers, Ollama, containers and machines with Docker, services, gateways."""
    place = chance.randrange(len(NODES))
    kind, more = chance.choices(
        (_model_server, _ollama, _docker, _service, _gateway, _machine), weights=(15, 15, 25, 25, 10, 10))[0](
            number, FIRST_TEMPLATE + 10 * place, chance)
    more.setdefault("cores", chance.choice((1, 2, 4)))
    if kind == "lxc":
        more.update(swap_mb=512, unprivileged=True)
    return _described(
        number, kind, f"{more.pop('role')}-{number}", f"Guest {number} of the measured fleet.", node=NODES[place],
        profiles=["service"] + more.pop("profiles", []), storage_pool="local-lvm", start_at_boot=True,
        boot_order=chance.randrange(1, 9), boot_delay=chance.choice((5, 10)), mac_address=_hardware_address(number),
        firewall=_firewall(number), health_checks=_health_checks(more.pop("health", "true")), **more)


def _model_server(number, source, chance):
    return "lxc", {
        "role": "model", "profiles": ["inference"], "clone_from": source + 2, "cores": 4, "memory_mb": 8192,
        "storage_size_gb": chance.choice((48, 64, 96)), "gpu_assignment": str(chance.randrange(4)),
        "features": ["vllm"],
        "vllm_engine_config": {
            "ModelConfig": {"model": chance.choice(MODELS), "max_model_len": chance.choice((4096, 8192, 16384))},
            "CacheConfig": {"enable_prefix_caching": True, "block_size": 16},
            "ServerConfig": {"served_model_name": f"model-{number}"},
        },
    }


def _ollama(number, source, chance):
    return "lxc", {
        "role": "ollama", "clone_from": source + 1, "memory_mb": 16384, "storage_size_gb": 96,
        "gpu_assignment": str(chance.randrange(4)), "features": ["ollama"],
        "health": "curl --silent --fail http://127.0.0.1:11434/api/tags",
    }


def _docker(number, source, chance):
    return "lxc", {
        "role": "docker", "clone_from": source + 3, "memory_mb": chance.choice((2048, 4096)),
        "features": [{"name": "docker", "parameters": {"log_size_mb": chance.choice((30, 50, 100))}}],
    }


def _service(number, source, chance):
    return "lxc", {
        "role": "service", "clone_from": source + 4, "memory_mb": 1024, "features": ["python_api_service"],
        "health": "systemctl is-active service",
    }


def _gateway(number, source, chance):
    routes = [{"path": f"/{word}/", "upstream": f"http://10.0.0.1:{8000 + index}/"}
              for index, word in enumerate(("chat", "embeddings", "ollama")[: chance.randrange(1, 4)])]
    return "lxc", {
        "role": "gateway", "clone_from": source, "memory_mb": 512, "features": ["base_setup"],
        "application": {"name": "nginx_gateway", "parameters": {"routes": routes}},
    }


def _machine(number, source, chance):
    return "vm", {
        "role": "machine", "clone_from": source + 5, "memory_mb": 8192, "disk_size_gb": 64,
        "user_config": {"username": "operator"}, "features": ["base_setup", "docker"],
    }


def _firewall(number):
    def rule(port, source, comment):
        return {
            "type": "in", "action": "ACCEPT", "proto": "tcp", "port": port, "source": source, "comment": comment}

    return {
        "enabled": True,
        "rules": [
            rule(str(8000 + number % 1000), "10.0.0.0/8", "What it serves, from this network only"),
            rule("22", "10.0.0.0/16", "SSH"), rule("9100", "10.0.0.5", "Metrics")],
    }


def _health_checks(command):
    return [
        {"name": "network", "command": "ping -c 1 -W 1 10.255.255.254", "retries": 3, "interval": 2},
        {"name": "service", "command": command, "retries": 10, "interval": 3, "timeout_seconds": 20}]


def _described(number, kind, name, description, **more):
    return {
        "$schema": "../schemas/guest.schema.json", "id": number, "kind": kind, "name": name,
        "description": description, **more}


def _hardware_address(number):
    return "52:54:" + ":".join(f"{number >> shift & 255:02x}" for shift in (24, 16, 8, 0))


def _address(place):
    number = place + 1
    return f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}/8"


def _write(path, value):
    path.write_text(json.dumps(value, indent=2) + "\n")
