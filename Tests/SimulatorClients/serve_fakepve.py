"""Serves fakepve (PyPI) with what the simulator's homelab holds; prints where it listens."""

import argparse
import asyncio
import hashlib
import shutil
import tempfile

from fakepve import FakePve
from fakepve.certs import make_cert

from hosts import PASSWORD, TOKEN_NAME, TOKEN_SECRET, USER

CLOUD_IMAGE = "local:import/noble-server-cloudimg-amd64.qcow2"
TEMPLATES = ("debian-12-standard_12.7-1_amd64.tar.zst", "ubuntu-24.04-standard_24.04-2_amd64.tar.zst")


async def serve(guest_count, nodes, for_phoenix):
    pve = FakePve(user=USER, password=PASSWORD, host="127.0.0.1", port=0)
    # Its tasks end before the request returns: nothing is waited for in either server.
    pve.time_scale = 0.0
    pve.apitokens[f"{USER}!{TOKEN_NAME}"] = TOKEN_SECRET
    pve.storages["local"]["content"] = "backup,import,iso,snippets,vztmpl"
    pve.storages["local"]["files"] = {f"local:vztmpl/{name}" for name in TEMPLATES}
    if for_phoenix:
        pve.storages["local"]["files"].add(CLOUD_IMAGE)
    for node in nodes:
        pve.add_node(node)
    for vmid in range(10_000, 10_000 + guest_count):
        pve.add_ct(
            vmid, f"ct{vmid}", node=nodes[vmid % len(nodes)], status="running" if vmid % 2 else "stopped",
            config={"cores": 2, "memory": 1024, "net0": "name=eth0,bridge=vmbr0,ip=dhcp", "tags": "bench"})
    folder = tempfile.mkdtemp(prefix="fakepve-")
    try:
        certificate, key, der = make_cert(folder)
        await pve.start(certificate, key)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"listening on https://{pve.host}:{pve.port}", flush=True)
    if for_phoenix:
        print(_fingerprint(der), flush=True)
    await asyncio.Event().wait()


def _fingerprint(der):
    """As Proxmox writes it: pairs of digits between colons."""
    return hashlib.sha256(der).digest().hex(":").upper()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--guests", type=int, default=0)
    parser.add_argument("--nodes", default="pve1")
    parser.add_argument(
        "--for-phoenix", action="store_true",
        help="has the cloud image too, and prints the certificate's fingerprint on a line of its own")
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.guests, arguments.nodes.split(","), arguments.for_phoenix))


main()
