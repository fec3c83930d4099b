"""Starting, stopping and destroying containers (behaviour.md 9.1, 9.2, 9.4, 9.5)."""

from story import Chapter, contains, equal, holds, refused

chapter = Chapter("power")
check = chapter.check
CHAPTERS = [chapter]


def _status(site):
    return site.lxc(100).status.current.get()


@check("9.4", "the status of a stopped container")
def _(site):
    site.create_container(100, hostname="web", tags="app", cores=2, net0="name=eth0,bridge=vmbr0,ip=10.0.0.5/24")
    equal(_status(site), {
        "cpu": 0, "cpus": 2, "disk": 0, "diskread": 0, "diskwrite": 0, "ha": {"managed": 0}, "maxdisk": 4 << 30,
        "maxmem": 512 << 20, "maxswap": 512 << 20, "mem": 0, "name": "web", "netin": 0, "netout": 0,
        "status": "stopped", "swap": 0, "tags": "app", "type": "lxc", "uptime": 0, "vmid": 100})


@check("9.2", "what is stopped cannot be stopped, shut down or suspended")
def _(site):
    for action in ("stop", "shutdown", "suspend"):
        refused(site.lxc(100).status(action).post, 500, "CT 100 not running")


@check("9.2", "rebooting what is stopped speaks of a VM")
def _(site):
    refused(site.lxc(100).status.reboot.post, 500, "VM 100 not running")


@check("9.1", "a start is a task with an empty log")
def _(site):
    upid = site.lxc(100).status.start.post()
    holds(":vzstart:100:root@pam!conf:" in upid, upid)
    equal(site.log(upid), ["TASK OK"])
    equal(_status(site)["status"], "running")


@check("9.4", "the status of a running container")
def _(site):
    status = _status(site)
    holds(isinstance(status["pid"], int) and status["pid"] > 0, f"pid is {status['pid']!r}")
    for resource in ("cpu", "memory", "io"):
        for part in ("some", "full"):
            value = status[f"pressure{resource}{part}"]
            holds(isinstance(value, str), f"pressure{resource}{part} is {value!r}")


@check("9.1", "what runs cannot be started")
def _(site):
    refused(site.lxc(100).status.start.post, 500, "CT 100 already running")


@check("9.5", "what runs cannot be destroyed")
def _(site):
    refused(site.lxc(100).delete, 500, "unable to destroy CT 100 - container is running")


@check("recording 84", "the interfaces of a running container")
def _(site):
    rows = {row["name"]: row for row in site.lxc(100).interfaces.get()}
    equal(sorted(rows), ["eth0", "lo"])
    equal(rows["lo"]["inet"], "127.0.0.1/8")
    hwaddr = site.lxc(100).config.get()["net0"].split("hwaddr=")[1][:17]
    equal(rows["eth0"]["hwaddr"], hwaddr.lower())
    contains(rows["lo"]["ip-addresses"][0], {"ip-address": "127.0.0.1", "ip-address-type": "inet", "prefix": "8"})


@check("9.2", "shutdown, reboot and stop are tasks")
def _(site):
    for action, kind, status in (
            ("reboot", "vzreboot", "running"), ("shutdown", "vzshutdown", "stopped"), ("start", "vzstart", "running"),
            ("stop", "vzstop", "stopped")):
        upid = site.lxc(100).status(action).post()
        holds(f":{kind}:100:" in upid, upid)
        site.done(upid)
        equal(_status(site)["status"], status)


@check("3.1", "an action that does not exist")
def _(site):
    answer = site.wire.post("/nodes/pve1/lxc/100/status/explode")
    equal(answer.reason, "Method 'POST /nodes/pve1/lxc/100/status/explode' not implemented")


@check("7.3", "a missing bridge fails the start")
def _(site):
    site.create_container(101, net0="name=eth0,bridge=vmbr9")
    upid = site.lxc(101).status.start.post()
    holds(site.ended(upid) != "OK", "it started")
    holds(any("bridge 'vmbr9' does not exist" in line for line in site.log(upid)), str(site.log(upid)))
    equal(site.lxc(101).status.current.get()["status"], "stopped")


@check("6.3", "a locked container")
def _(site):
    site.create_container(104)
    site.root.nodes("pve1").lxc(104).config.put(lock="backup")
    equal(site.lxc(104).status.current.get()["lock"], "backup")
    refused(lambda: site.lxc(104).config.put(memory=64), 500, "CT is locked (backup)")
    refused(site.lxc(104).delete, 500, "CT is locked (backup)")
    site.failed(site.lxc(104).status.start.post(), "CT is locked (backup)")


@check("6.3", "skiplock is for root alone, and a token is not root")
def _(site):
    refused(lambda: site.lxc(104).status.start.post(skiplock=1), 400, "Parameter verification failed.",
            {"skiplock": "Only root may use this option."})


@check("9.5", "destroying with purge says so in its log")
def _(site):
    upid = site.lxc(100).delete(purge=1)
    holds(":vzdestroy:100:" in upid, upid)
    equal(site.log(upid), ["purging CT 100 from related configurations..", "TASK OK"])
    refused(site.lxc(100).config.get, 500, "Configuration file 'nodes/pve1/lxc/100.conf' does not exist")
    equal(site.node.storage("local-lvm").content.get(vmid=100), [])


@check("9.5", "destroying with force=1 stops it")
def _(site):
    site.create_container(102, start=1)
    site.done(site.lxc(102).delete(force=1))
    equal([row["vmid"] for row in site.node.lxc.get()], [101, 104])


@check("9.5", "destroying removes the entries of the ACL, a later guest does not inherit them")
def _(site):
    site.create_container(103)
    site.root.access.users.post(userid="eve@pve")
    site.root.access.acl.put(path="/vms/103", roles="PVEVMUser", users="eve@pve")
    site.done(site.lxc(103).delete())
    equal([entry for entry in site.api.access.acl.get() if entry["path"] == "/vms/103"], [])
