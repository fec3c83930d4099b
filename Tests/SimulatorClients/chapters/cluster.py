"""Cluster views, nodes and networks (behaviour.md 10, recordings)."""

from story import Chapter, contains, equal, holds

chapter = Chapter("cluster views")
clustered = Chapter("cluster views of a cluster", scenario="cluster")
check = chapter.check
CHAPTERS = [chapter, clustered]


@check("recording 0", "the version")
def _(site):
    version = site.api.version.get()
    equal(sorted(version), ["release", "repoid", "version"])
    equal(version["release"], ".".join(version["version"].split(".")[:2]))
    equal(site.node.version.get(), version)


@check("10.1", "the resources of a fresh node")
def _(site):
    rows = {row["id"]: row for row in site.api.cluster.resources.get()}
    holds({"node/pve1", "storage/pve1/local", "storage/pve1/local-lvm"} <= set(rows), f"ids are {sorted(rows)}")
    contains(rows["node/pve1"], {"type": "node", "node": "pve1", "status": "online", "cgroup-mode": 2})
    contains(rows["storage/pve1/local"], {"type": "storage", "storage": "local", "plugintype": "dir", "shared": 0,
                                          "status": "available"})


@check("10.1", "resources of one type")
def _(site):
    equal(site.api.cluster.resources.get(type="vm"), [])
    equal({row["type"] for row in site.api.cluster.resources.get(type="storage")}, {"storage"})
    equal([row["id"] for row in site.api.cluster.resources.get(type="node")], ["node/pve1"])


@check("10.1", "a type that does not exist")
def _(site):
    answer = site.wire.get("/cluster/resources", type="lxc")
    equal(answer.errors, {"type": "value 'lxc' does not have a value in the enumeration 'vm, storage, node, sdn'"})


@check("10.1", "a new guest is listed at once; its state is unknown until the next broadcast")
def _(site):
    site.node.lxc.post(
        vmid=100, ostemplate="local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst", storage="local-lvm", tags="app",
        cores=1)
    rows = site.api.cluster.resources.get(type="vm")
    equal([(row["id"], row["node"], row["type"], row["vmid"]) for row in rows], [("lxc/100", "pve1", "lxc", 100)])
    holds(rows[0].get("status") != "unknown" or "name" not in rows[0], str(rows[0]))


@check("10.1", "a running guest's row when the broadcasts have caught up")
def _(site):
    site.wire.finished(site.node.tasks.get(source="all", vmid=100)[0]["upid"])
    site.start(site.lxc(100))

    def row():
        return site.api.cluster.resources.get(type="vm")[0]

    site.waits_for(lambda: row().get("status") == "running")
    contains(row(), {
        "id": "lxc/100", "maxcpu": 1, "maxmem": 512 << 20, "name": "CT100", "node": "pve1", "status": "running",
        "tags": "app", "template": 0, "type": "lxc", "vmid": 100})


@check("10.1", "a pool is a resource")
def _(site):
    site.api.pools.post(poolid="lab")
    holds("/pool/lab" in [row["id"] for row in site.api.cluster.resources.get()], "it is not listed")


@check("10.2", "the status of a single node has no cluster in it")
def _(site):
    rows = site.api.cluster.status.get()
    equal([row["type"] for row in rows], ["node"])
    contains(rows[0], {"id": "node/pve1", "name": "pve1", "online": 1, "local": 1, "nodeid": 0})


@check("recording 1", "the nodes")
def _(site):
    rows = site.api.nodes.get()
    contains(rows[0], {
        "id": "node/pve1", "level": "", "node": "pve1", "status": "online", "type": "node", "maxcpu": 16})
    holds(":" in rows[0]["ssl_fingerprint"], "no fingerprint")


@check("recording 6", "a node's status")
def _(site):
    status = site.node.status.get()
    for key in ("boot-info", "cpu", "cpuinfo", "current-kernel", "ksm", "kversion", "loadavg", "memory", "pveversion",
                "rootfs", "swap", "uptime"):
        holds(key in status, f"no {key}")
    equal([type(value) for value in status["loadavg"]], [str, str, str])
    equal(status["cpuinfo"]["cpus"], 16)


@check("recording 11", "a node's network")
def _(site):
    rows = {row["iface"]: row for row in site.node.network.get()}
    contains(rows["vmbr0"], {"active": 1, "autostart": 1, "type": "bridge"})
    equal([row["iface"] for row in site.node.network.get(type="bridge")], ["vmbr0"])


@check("10.3", "a network's change waits until it is applied, and can be taken back")
def _(site):
    site.node.network.post(iface="vmbr7", type="bridge", autostart=1)
    answer = site.wire.get("/nodes/pve1/network")
    holds("+iface vmbr7" in (answer.json.get("changes") or ""), f"changes: {answer.json.get('changes')!r}")
    site.node.network.delete()
    holds(not site.wire.get("/nodes/pve1/network").json.get("changes"), "the change is still there")
    site.node.network.post(iface="vmbr7", type="bridge", autostart=1)
    upid = site.node.network.put()
    holds(":srvreload:" in upid, upid)
    site.done(upid)
    equal(sorted(row["iface"] for row in site.node.network.get(type="bridge")), ["vmbr0", "vmbr7"])
    site.create_container(101, net0="name=eth0,bridge=vmbr7")
    site.start(site.lxc(101))


@check("recording 20", "a node's PCI devices")
def _(site):
    rows = site.node.hardware.pci.get()
    holds(len(rows) >= 2, f"{len(rows)} devices")
    for key in ("class", "device", "id", "iommugroup", "vendor"):
        holds(all(key in row for row in rows), f"no {key}")


@check("5 of the issue", "the mapping of PCI devices")
def _(site):
    holds("gpu0" in [row["id"] for row in site.api.cluster.mapping.pci.get()], "no gpu0")


@check("recording 24", "the datacenter's options")
def _(site):
    options = site.api.cluster.options.get()
    equal(options["mac_prefix"], "BC:24:11")
    holds(isinstance(options["allowed-tags"], list), str(options))
    site.api.cluster.options.put(description="lab")
    equal(site.api.cluster.options.get()["description"].rstrip("\n"), "lab")


@check("6.1", "the range of the next id is the datacenter's option")
def _(site):
    site.api.cluster.options.put(**{"next-id": "lower=500,upper=600"})
    equal(site.api.cluster.nextid.get(), "500")


@check("9.4", "a guest's firewall: options and rules")
def _(site):
    firewall = site.lxc(100).firewall
    firewall.options.put(enable=1)
    equal(firewall.options.get()["enable"], 1)
    firewall.rules.post(type="in", action="ACCEPT", proto="tcp", dport="22", enable=1)
    firewall.rules.post(type="in", action="DROP", enable=1)
    rules = sorted(firewall.rules.get(), key=lambda rule: rule["pos"])
    equal([(rule["pos"], rule["action"]) for rule in rules], [(0, "DROP"), (1, "ACCEPT")])
    firewall.rules(0).delete()
    contains(firewall.rules(0).get(), {"action": "ACCEPT", "dport": "22", "proto": "tcp", "type": "in"})


@clustered.check("10.2", "the status of a cluster has a row for it")
def _(site):
    rows = site.api.cluster.status.get()
    equal(sorted(row["type"] for row in rows), ["cluster", "node", "node", "node"])
    contains(next(row for row in rows if row["type"] == "cluster"), {"nodes": 3, "quorate": 1})
    equal(sum(row.get("local", 0) for row in rows), 1)


@clustered.check("2.5", "another node is asked through this one")
def _(site):
    equal(site.api.nodes("pve3").lxc.get(), [])
    equal(site.api.nodes("pve3").status.get()["cpuinfo"]["cpus"], 16)


@clustered.check("5.3", "a task is asked on its own node, and on another it is none")
def _(site):
    site.create_container(100, node="pve2")
    upid = site.api.nodes("pve2").lxc(100).status.start.post()
    holds(upid.startswith("UPID:pve2:"), upid)
    site.done(upid)
    holds(upid in [row["upid"] for row in site.api.cluster.tasks.get()], "the cluster does not list it")


@clustered.check("10.1", "a shared storage is a resource of each node")
def _(site):
    ids = [row["id"] for row in site.api.cluster.resources.get(type="storage")]
    holds({f"storage/pve{index}/shared" for index in (1, 2, 3)} <= set(ids), f"ids are {sorted(ids)}")
