"""Changing a container's configuration, stopped and running (behaviour.md 8)."""

from story import VERIFICATION, Chapter, contains, equal, holds, invalid, refused

chapter = Chapter("configuration")
check = chapter.check
CHAPTERS = [chapter]

STALE = "0" * 40


def _pending(site):
    return {row.pop("key"): row for row in site.lxc(100).pending.get()}


def _config(site):
    return site.lxc(100).config.get()


def _put(site, **parameters):
    return lambda: site.lxc(100).config.put(**parameters)


@check("8.3", "a change answers null")
def _(site):
    site.create_container(100, net0="name=eth0,bridge=vmbr0,ip=dhcp", nameserver="10.0.0.1", onboot=1)
    equal(site.lxc(100).config.put(memory=300), None)
    equal(_config(site)["memory"], 300)


@check("6.6", "the digest changes with every change, and a stale one is refused")
def _(site):
    before = _config(site)["digest"]
    refused(_put(site, memory=310, digest=STALE), 500,
            "detected modified configuration - file changed by other user? Try again.")
    site.lxc(100).config.put(memory=310, digest=before)
    holds(_config(site)["digest"] != before, "the digest is the same")


@check("8.5", "an equal value is no change")
def _(site):
    before = _config(site)["digest"]
    site.lxc(100).config.put(memory=310)
    equal(_config(site)["digest"], before)


@check("8.3", "nothing to change")
def _(site):
    refused(_put(site), 500, "no options specified")
    refused(_put(site, digest=_config(site)["digest"]), 500, "no options specified")


@check("8.3", "deleting and reverting unknown options")
def _(site):
    invalid(_put(site, delete="nosuch"), delete="unknown option 'nosuch'")
    invalid(_put(site, revert="nosuch"), revert="unknown option 'nosuch'")


@check("8.3", "setting and deleting the same option")
def _(site):
    invalid(_put(site, memory=256, delete="memory"),
            delete="you can't use '-memory' and -delete memory' at the same time")


@check("8.4", "required options cannot be deleted")
def _(site):
    for option in ("memory", "rootfs", "ostype"):
        refused(_put(site, delete=option), 500, f"unable to delete required option '{option}'")


@check("8.4", "unprivileged is read-only, even with its own value")
def _(site):
    refused(_put(site, unprivileged=0), 500, "unable to modify read-only option: 'unprivileged'")
    refused(_put(site, unprivileged=1), 500, "unable to modify read-only option: 'unprivileged'")
    refused(_put(site, delete="unprivileged"), 500, "unable to delete read-only option: 'unprivileged'")


@check("8.4", "deleting what is not set succeeds")
def _(site):
    equal(site.lxc(100).config.put(delete="timezone"), None)


@check("8.5", "tags are lower-cased, sorted and joined by semicolons")
def _(site):
    site.lxc(100).config.put(tags="Web,app;APP")
    equal(_config(site)["tags"], "app;web")


@check("8.5", "empty tags are read back as one space")
def _(site):
    site.lxc(100).config.put(tags="")
    equal(_config(site)["tags"], " ")
    site.lxc(100).config.put(delete="tags")


@check("8.5", "a network card gets its address and type, and keeps the spelling of a given address")
def _(site):
    site.lxc(100).config.put(net1="bridge=vmbr0,name=eth1,hwaddr=bc:24:11:0a:0b:0c")
    equal(_config(site)["net1"], "name=eth1,bridge=vmbr0,hwaddr=bc:24:11:0a:0b:0c,type=veth")


@check("8.5", "commas between name servers become spaces")
def _(site):
    site.lxc(100).config.put(nameserver="1.1.1.1,8.8.8.8", searchdomain="a.example,b.example")
    contains(_config(site), {"nameserver": "1.1.1.1 8.8.8.8", "searchdomain": "a.example b.example"})


@check("8.5", "a description keeps its lines and gains a newline")
def _(site):
    site.lxc(100).config.put(description="one\ntwo: 2 %\nümlaut")
    equal(_config(site)["description"], "one\ntwo: 2 %\nümlaut\n")


@check("8.7", "a missing bridge: refused although saved")
def _(site):
    refused(_put(site, net2="name=eth2,bridge=vmbr9"), 500, "bridge 'vmbr9' does not exist")
    holds("bridge=vmbr9" in _config(site)["net2"], "net2 is not saved")
    site.lxc(100).config.put(delete="net2")


@check("8.6", "a volume is allocated at once, deleted to unused, and destroyed from there")
def _(site):
    equal(site.lxc(100).config.put(mp0="local-lvm:1,mp=/data,backup=0"), None)
    equal(_config(site)["mp0"], "local-lvm:vm-100-disk-1,mp=/data,backup=0,size=1G")
    site.lxc(100).config.put(delete="mp0")
    equal(_config(site)["unused0"], "local-lvm:vm-100-disk-1")
    site.lxc(100).config.put(delete="unused0")
    equal([row["volid"] for row in site.node.storage("local-lvm").content.get(vmid=100)], ["local-lvm:vm-100-disk-0"])


@check("8.4", "a storage without rootdir takes no mount point")
def _(site):
    refused(_put(site, mp0="local:1,mp=/data"), 500,
            "storage 'local' does not allow content type 'rootdir' (Container)")


@check("8.4", "protection forbids touching volumes, and destroying")
def _(site):
    site.lxc(100).config.put(mp0="local-lvm:1,mp=/data", protection=1)
    refused(_put(site, mp1="local-lvm:1,mp=/more"), 500, "can't update CT 100 drive 'mp1' - protection mode enabled")
    refused(_put(site, delete="mp0"), 500, "can't remove CT 100 drive 'mp0' - protection mode enabled")
    refused(site.lxc(100).delete, 500, "can't remove CT 100 - protection mode enabled")
    site.lxc(100).config.put(protection=0)


@check("8.8", "growing is a task, the same size and a smaller one are refused")
def _(site):
    upid = site.lxc(100).resize.put(disk="rootfs", size="6G")
    site.done(upid)
    holds(":resize:100:" in upid, upid)
    equal(_config(site)["rootfs"], "local-lvm:vm-100-disk-0,size=6G")
    refused(lambda: site.lxc(100).resize.put(disk="rootfs", size="6G"), 500, "disk is already at specified size")
    refused(lambda: site.lxc(100).resize.put(disk="rootfs", size="1G"), 500, "unable to shrink disk size")
    site.done(site.lxc(100).resize.put(disk="rootfs", size="+2G"))
    equal(_config(site)["rootfs"], "local-lvm:vm-100-disk-0,size=8G")


@check("8.8", "a size is written with an upper-case unit")
def _(site):
    invalid(lambda: site.lxc(100).resize.put(disk="rootfs", size="9g"), size="value does not match the regex pattern")


@check("8.2", "pending shows the digest and the description too")
def _(site):
    rows = _pending(site)
    contains(rows, {"memory": {"value": 310}, "digest": {"value": _config(site)["digest"]}})
    equal(rows["description"], {"value": "one\ntwo: 2 %\nümlaut\n"})


@check("8.6", "running: memory, cores and the description change at once")
def _(site):
    site.start(site.lxc(100))
    site.lxc(100).config.put(memory=400, cores=2, description="live")
    contains(site.lxc(100).config.get(current=1), {"memory": 400, "cores": 2, "description": "live\n"})


@check("8.6", "running: features and name servers wait for a restart")
def _(site):
    site.lxc(100).config.put(features="nesting=1", nameserver="9.9.9.9")
    rows = _pending(site)
    equal(rows["features"], {"pending": "nesting=1"})
    equal(rows["nameserver"], {"value": "1.1.1.1 8.8.8.8", "pending": "9.9.9.9"})


@check("8.1", "config shows what is pending, with current=1 what is in force")
def _(site):
    equal(_config(site)["nameserver"], "9.9.9.9")
    equal(site.lxc(100).config.get(current=1)["nameserver"], "1.1.1.1 8.8.8.8")
    holds("features" not in site.lxc(100).config.get(current=1), "features are in force")


@check("8.2", "a pending deletion is marked with 1")
def _(site):
    site.lxc(100).config.put(delete="searchdomain")
    equal(_pending(site)["searchdomain"], {"value": "a.example b.example", "delete": 1})
    holds("searchdomain" not in _config(site), "config still shows it")


@check("8.3", "revert takes a pending change back")
def _(site):
    site.lxc(100).config.put(revert="nameserver,searchdomain")
    equal(_pending(site)["nameserver"], {"value": "1.1.1.1 8.8.8.8"})
    equal(_pending(site)["searchdomain"], {"value": "a.example b.example"})


@check("9.1", "a restart applies what is pending")
def _(site):
    site.done(site.lxc(100).status.reboot.post())
    equal(_pending(site)["features"], {"value": "nesting=1"})
    equal(site.lxc(100).config.get(current=1)["features"], "nesting=1")


@check("8.6", "running: a missing bridge is a hotplug problem, and nothing is saved")
def _(site):
    answer = site.wire.put("/nodes/pve1/lxc/100/config", net3="name=eth3,bridge=vmbr9,ip=dhcp")
    equal((answer.status, answer.reason), (400, VERIFICATION))
    holds(answer.errors["net3"].startswith("unable to hotplug net3: "), str(answer))
    holds("net3" not in _config(site), "net3 is saved")


@check("8.6", "running: a new network card and a new mount point appear at once")
def _(site):
    site.lxc(100).config.put(net3="name=eth3,bridge=vmbr0")
    site.lxc(100).config.put(mp1="local-lvm:1,mp=/live")
    current = site.lxc(100).config.get(current=1)
    holds("net3" in current and "mp1" in current, f"keys are {sorted(current)}")
    site.lxc(100).config.put(delete="net3")
    holds("net3" not in site.lxc(100).config.get(current=1), "net3 is still there")


@check("8.6", "running: a deleted mount point waits for the stop, and is then unused")
def _(site):
    site.lxc(100).config.put(delete="mp1")
    equal(_pending(site)["mp1"].get("delete"), 1)
    site.done(site.lxc(100).status.stop.post())
    site.start(site.lxc(100))
    holds("mp1" not in _pending(site), "mp1 is still there")
    holds(any(key.startswith("unused") for key in _config(site)), "it is not unused")


@check("8.1", "a snapshot's configuration and current exclude each other")
def _(site):
    answer = site.wire.get("/nodes/pve1/lxc/100/config", snapshot="s1", current=1)
    equal((answer.status, sorted(answer.errors)), (400, ["current", "snapshot"]))


@check("8.9", "moving a volume of a running container")
def _(site):
    refused(lambda: site.lxc(100).move_volume.post(volume="rootfs", storage="local-lvm"), 500,
            "cannot move volumes of a running container")


@check("8.9", "moving a volume: where to must be said once")
def _(site):
    site.done(site.lxc(100).status.stop.post())
    missing = "both 'storage' and 'target-vmid' missing, either needs to be set"
    refused(lambda: site.lxc(100).move_volume.post(volume="mp0"), 400, VERIFICATION,
            {"storage": missing, "target-vmid": missing})
    both = "either set 'storage' or 'target-vmid', but not both"
    refused(lambda: site.lxc(100).move_volume.post(**{
        "volume": "mp0", "storage": "local-lvm", "target-vmid": 101, "target-volume": "mp0"}), 400, VERIFICATION,
            {"storage": both, "target-vmid": both})
