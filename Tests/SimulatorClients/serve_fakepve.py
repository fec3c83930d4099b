"""Serves fakepve (PyPI) with what the simulator's homelab holds; prints where it listens."""

import argparse
import asyncio
import shutil
import tempfile

from fakepve import FakePve
from fakepve.certs import make_cert

from hosts import PASSWORD, TOKEN_NAME, TOKEN_SECRET, USER

TEMPLATES = ("debian-12-standard_12.7-1_amd64.tar.zst", "ubuntu-24.04-standard_24.04-2_amd64.tar.zst")


async def serve(guest_count, nodes):
    pve = FakePve(user=USER, password=PASSWORD, host="127.0.0.1", port=0)
    # Its tasks end before the request returns: nothing is waited for in either server.
    pve.time_scale = 0.0
    pve.apitokens[f"{USER}!{TOKEN_NAME}"] = TOKEN_SECRET
    pve.storages["local"]["content"] = "backup,import,iso,snippets,vztmpl"
    pve.storages["local"]["files"] = {f"local:vztmpl/{name}" for name in TEMPLATES}
    for node in nodes:
        pve.add_node(node)
    for vmid in range(10_000, 10_000 + guest_count):
        pve.add_ct(
            vmid, f"ct{vmid}", node=nodes[vmid % len(nodes)], status="running" if vmid % 2 else "stopped",
            config={"cores": 2, "memory": 1024, "net0": "name=eth0,bridge=vmbr0,ip=dhcp", "tags": "bench"})
    folder = tempfile.mkdtemp(prefix="fakepve-")
    try:
        certificate, key, _ = make_cert(folder)
        await pve.start(certificate, key)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"listening on https://{pve.host}:{pve.port}", flush=True)
    await asyncio.Event().wait()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--guests", type=int, default=0)
    parser.add_argument("--nodes", default="pve1")
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.guests, arguments.nodes.split(",")))


main()
