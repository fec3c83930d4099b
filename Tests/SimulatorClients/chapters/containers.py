"""Creating containers (behaviour.md 7)."""

from story import DEBIAN, Chapter, contains, equal, holds, invalid, refused

chapter = Chapter("containers")
check = chapter.check
CHAPTERS = [chapter]


def _create(site, **parameters):
    return lambda: site.node.lxc.post(**{"vmid": 190, "ostemplate": DEBIAN, "storage": "local-lvm"} | parameters)


@check("7.1", "a container with nothing but a storage, and its defaults")
def _(site):
    upid = site.node.lxc.post(vmid=100, ostemplate=DEBIAN, storage="local-lvm")
    contains(dict(zip(("UPID", "node"), upid.split(":"))), {"UPID": "UPID", "node": "pve1"})
    site.done(upid)
    configuration = site.lxc(100).config.get()
    configuration.pop("digest")
    equal(configuration, {
        "arch": "amd64", "hostname": "CT100", "memory": 512, "ostype": "debian",
        "rootfs": "local-lvm:vm-100-disk-0,size=4G", "swap": 512, "unprivileged": 1})


@check("5.1", "its task is a vzcreate of the token")
def _(site):
    rows = site.node.tasks.get(vmid=100)
    equal([(row["type"], row["id"], row["user"], row["tokenid"], row["status"]) for row in rows],
          [("vzcreate", "100", "root@pam", "conf", "OK")])


@check("7.1", "the default storage is local, which takes no containers")
def _(site):
    refused(lambda: site.node.lxc.post(vmid=190, ostemplate=DEBIAN), 400, "Parameter verification failed.",
            {"storage": "storage 'local' does not support container directories"})


@check("7.2", "the storage of a volume that takes no containers")
def _(site):
    invalid(_create(site, rootfs="local:4"), storage="storage 'local' does not support container directories")


@check("7.2", "a storage that does not exist")
def _(site):
    refused(_create(site, rootfs="nosuch:1"), 500, "storage 'nosuch' does not exist")
    refused(_create(site, storage="nosuch"), 500, "storage 'nosuch' does not exist")


@check("7.2", "a template on a storage that does not exist")
def _(site):
    refused(_create(site, ostemplate="nosuch:vztmpl/x.tar.zst"), 500, "storage 'nosuch' does not exist")


@check("7.2", "a template's name that is none")
def _(site):
    refused(_create(site, ostemplate="local:nosuch"), 500, "unable to parse directory volume name 'nosuch'")


@check("7.2", "an ISO is no template")
def _(site):
    refused(_create(site, ostemplate="local:iso/x.iso"), 500,
            "unable to use volume local:iso/x.iso - content type needs to be 'vztmpl'")


@check("7.2", "mount points without rootfs")
def _(site):
    refused(lambda: site.node.lxc.post(vmid=190, ostemplate=DEBIAN, mp0="local-lvm:1,mp=/data"), 500,
            "mount points configured, but 'rootfs' not set - aborting")


@check("7.2", "the id is taken")
def _(site):
    refused(_create(site, vmid=100), 500, "CT 100 already exists on node 'pve1'")


@check("7.3", "a missing template shows in the task, and leaves nothing behind")
def _(site):
    upid = _create(site, ostemplate="local:vztmpl/nosuch_1_amd64.tar.zst")()
    site.failed(upid, "unable to create CT 190 - volume 'local:vztmpl/nosuch_1_amd64.tar.zst' does not exist")
    equal(site.log(upid)[-1],
          "TASK ERROR: unable to create CT 190 - volume 'local:vztmpl/nosuch_1_amd64.tar.zst' does not exist")
    refused(site.lxc(190).config.get, 500, "Configuration file 'nodes/pve1/lxc/190.conf' does not exist")
    equal([row for row in site.node.storage("local-lvm").content.get() if row["vmid"] == 190], [])


@check("7.3", "no space shows in the task")
def _(site):
    exit_status = site.ended(_create(site, rootfs="local-lvm:900000")())
    holds(exit_status.startswith("unable to create CT 190 - lvcreate 'pve/vm-190-disk-0' error:"), exit_status)
    refused(site.lxc(190).config.get, 500, "Configuration file 'nodes/pve1/lxc/190.conf' does not exist")


@check("7.3", "a missing bridge is not checked at create, only at start")
def _(site):
    site.create_container(101, net0="name=eth0,bridge=vmbr9")
    holds("bridge=vmbr9" in site.lxc(101).config.get()["net0"], "net0 is lost")
    exit_status = site.ended(site.lxc(101).status.start.post())
    holds(exit_status != "OK", "it started")
    site.done(site.lxc(101).delete())


@check("7.5", "volumes: a bare number uses the storage, names take the lowest free number")
def _(site):
    site.create_container(102, rootfs="2", mp0="local-lvm:3,mp=/a", mp1="1,mp=/b")
    contains(site.lxc(102).config.get(), {
        "rootfs": "local-lvm:vm-102-disk-0,size=2G", "mp0": "local-lvm:vm-102-disk-1,mp=/a,size=3G",
        "mp1": "local-lvm:vm-102-disk-2,mp=/b,size=1G"})


@check("7.5", "the volumes stand in the storage's content")
def _(site):
    rows = site.node.storage("local-lvm").content.get(vmid=102)
    equal(sorted((row["volid"], row["size"], row["content"], row["format"], row["vmid"]) for row in rows), [
        (f"local-lvm:vm-102-disk-{index}", size << 30, "rootdir", "raw", 102) for index, size in enumerate((2, 3, 1))])


@check("8.5", "what create rewrites")
def _(site):
    site.create_container(
        103, hostname="ct103", net0="name=eth0,bridge=vmbr0,ip=10.0.0.3/24,gw=10.0.0.1", tags="Phoenix;AI;ai",
        nameserver="10.0.0.1,10.0.0.2", searchdomain="lan", description="first line\nsecond: ümlaut & <tag>",
        features="nesting=1", startup="order=2,up=5", onboot=1, cores=1, memory=256, swap=0)
    configuration = site.lxc(103).config.get()
    net0 = configuration.pop("net0").split(",")
    equal(net0[:3] + net0[4:], ["name=eth0", "bridge=vmbr0", "gw=10.0.0.1", "ip=10.0.0.3/24", "type=veth"])
    holds(net0[3].startswith("hwaddr=BC:24:11:"), net0[3])
    configuration.pop("digest")
    equal(configuration, {
        "arch": "amd64", "cores": 1, "description": "first line\nsecond: ümlaut & <tag>\n", "features": "nesting=1",
        "hostname": "ct103", "memory": 256, "nameserver": "10.0.0.1 10.0.0.2", "onboot": 1, "ostype": "debian",
        "rootfs": "local-lvm:vm-103-disk-0,size=4G", "searchdomain": "lan", "startup": "order=2,up=5", "swap": 0,
        "tags": "ai;phoenix", "unprivileged": 1})


@check("7.1", "create with start=1 leaves it running")
def _(site):
    site.create_container(104, start=1)
    site.worker_ends("vzstart", 104)
    equal(site.lxc(104).status.current.get()["status"], "running")


@check("7.1", "a privileged container when asked for")
def _(site):
    site.create_container(105, unprivileged=0)
    equal(site.lxc(105).config.get().get("unprivileged", 0), 0)


@check("7.1", "the Ubuntu template makes an Ubuntu")
def _(site):
    site.create_container(106, ostemplate="local:vztmpl/ubuntu-24.04-standard_24.04-2_amd64.tar.zst")
    equal(site.lxc(106).config.get()["ostype"], "ubuntu")


@check("7.2", "a key for SSH that is none")
def _(site):
    answer = site.wire.post("/nodes/pve1/lxc", **{
        "vmid": 190, "ostemplate": DEBIAN, "storage": "local-lvm", "ssh-public-keys": "no key"})
    equal((answer.status, answer.reason), (500, "SSH public key validation error"))


@check("7.1", "the container's list")
def _(site):
    rows = {row["vmid"]: row for row in site.node.lxc.get()}
    equal(sorted(rows), [100, 102, 103, 104, 105, 106])
    contains(rows[103], {
        "cpus": 1, "maxdisk": 4 << 30, "maxmem": 256 << 20, "maxswap": 0, "name": "ct103", "status": "stopped",
        "tags": "ai;phoenix", "type": "lxc", "uptime": 0})


@check("11.1", "there is no way to execute a command in a container")
def _(site):
    answer = site.wire.post("/nodes/pve1/lxc/100/exec", command="true")
    equal((answer.status, answer.reason), (501, "Method 'POST /nodes/pve1/lxc/100/exec' not implemented"))
