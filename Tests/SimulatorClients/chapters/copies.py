"""Templates, clones, moved volumes and migrations of containers (behaviour.md 8.9, 9.6, 9.7, 9.11)."""

import re

from story import Chapter, contains, equal, holds, invalid, refused

chapter = Chapter("templates and clones")
clustered = Chapter("migration", scenario="cluster")
check = chapter.check
CHAPTERS = [chapter, clustered]


@check("9.6", "making a template of a container answers null")
def _(site):
    site.create_container(100, hostname="base", net0="name=eth0,bridge=vmbr0,ip=dhcp", rootfs="local-lvm:4",
                          mp0="local-lvm:1,mp=/data")
    site.make_template(100)
    contains(site.lxc(100).config.get(), {
        "template": 1, "rootfs": "local-lvm:base-100-disk-0,size=4G",
        "mp0": "local-lvm:base-100-disk-1,mp=/data,size=1G"})
    equal(site.lxc(100).status.current.get()["template"], 1)


@check("9.6", "a template cannot be made one again")
def _(site):
    refused(site.lxc(100).template.post, 500, "you can't convert a template to a template")


@check("9.1", "a template cannot be started, which shows in the task")
def _(site):
    site.failed(site.lxc(100).status.start.post(), "you can't start a CT if it's a template")


@check("9.6", "what has snapshots, or runs, cannot become a template")
def _(site):
    site.create_container(101)
    site.done(site.lxc(101).snapshot.post(snapname="s1"))
    refused(site.lxc(101).template.post, 500, "unable to create template, because CT contains snapshots")
    site.done(site.lxc(101).snapshot("s1").delete())
    site.start(site.lxc(101))
    refused(site.lxc(101).template.post, 500, "you can't convert a CT to template if the CT is running")


@check("9.7", "a linked clone of a template")
def _(site):
    upid = site.lxc(100).clone.post(newid=110, hostname="linked")
    holds(":vzclone:100:" in upid, upid)
    equal(site.log(upid)[0], "creating a clone of container 100 with ID 110")
    source, clone = (site.lxc(vmid).config.get() for vmid in (100, 110))
    equal(clone["hostname"], "linked")
    holds("template" not in clone, "it is a template too")
    # Volumes are copied in the order of a hash: any number will do.
    holds(clone["rootfs"].startswith("local-lvm:vm-110-disk-"), clone["rootfs"])
    holds(clone["net0"] != source["net0"], "it has the same address")
    equal(clone["net0"].split("hwaddr=")[0], source["net0"].split("hwaddr=")[0])


@check("9.7", "a linked clone has no storage of its own")
def _(site):
    refused(lambda: site.lxc(100).clone.post(newid=111, storage="local-lvm"), 500,
            "parameter 'storage' not allowed for linked clones")


@check("9.7", "a full clone of a template")
def _(site):
    site.done(site.lxc(100).clone.post(newid=112, full=1, storage="local-lvm"))
    clone = site.lxc(112).config.get()
    equal(clone["hostname"], "base")
    holds(re.fullmatch(r"local-lvm:vm-112-disk-\d,size=4G", clone["rootfs"]), clone["rootfs"])


@check("9.7", "a running container can be cloned only from a snapshot")
def _(site):
    refused(lambda: site.lxc(101).clone.post(newid=113, full=1), 500,
            "Full clone of a running container is only possible from a snapshot")
    site.done(site.lxc(101).snapshot.post(snapname="s1"))
    site.lxc(101).config.put(memory=700)
    site.done(site.lxc(101).clone.post(newid=113, full=1, snapname="s1"))
    equal(site.lxc(113).config.get()["memory"], 512)


@check("9.7", "the new id is taken")
def _(site):
    refused(lambda: site.lxc(100).clone.post(newid=110), 500, "CT 110 already exists on node 'pve1'")


@check("9.7", "name is unknown, it is called hostname")
def _(site):
    invalid(lambda: site.lxc(100).clone.post(newid=120, name="x"),
            name="property is not defined in schema and the schema does not allow additional properties")


@check("9.7", "a clone into a pool")
def _(site):
    site.api.pools.post(poolid="copies")
    site.done(site.lxc(100).clone.post(newid=121, pool="copies"))
    equal([member["vmid"] for member in site.api.pools.get(poolid="copies")[0]["members"]], [121])


@check("9.6", "making a template of a machine answers a task")
def _(site):
    site.create_machine(200, name="base", net0="virtio,bridge=vmbr0")
    upid = site.qemu(200).template.post()
    holds(":qmtemplate:200:" in upid, upid)
    site.done(upid)
    contains(site.qemu(200).config.get(), {"template": 1, "scsi0": "local-lvm:base-200-disk-0,size=1G"})


@check("9.8", "a machine's clone: its default name, new addresses, new identity")
def _(site):
    site.done(site.qemu(200).clone.post(newid=210))
    source, clone = (site.qemu(vmid).config.get() for vmid in (200, 210))
    equal(clone["name"], "Copy-of-VM-base")
    for key in ("net0", "smbios1", "vmgenid"):
        holds(clone[key] != source[key], f"{key} is the same")


@check("9.8", "the new id of a machine's clone is taken")
def _(site):
    refused(lambda: site.qemu(200).clone.post(newid=210), 500, "unable to create VM 210: config file already exists")


@check("9.8", "hostname is unknown for machines")
def _(site):
    invalid(lambda: site.qemu(200).clone.post(newid=211, hostname="x"),
            hostname="property is not defined in schema and the schema does not allow additional properties")


@clustered.check("9.7", "files cannot be linked for containers")
def _(site):
    site.create_container(100, storage="shared")
    site.make_template(100)
    answer = site.wire.post("/nodes/pve1/lxc/100/clone", newid=101)
    text = answer.reason if answer.status != 200 else site.ended(answer.data)
    holds("Linked clone feature for" in text and "is not available" in text, text)


@clustered.check("8.9", "a moved volume leaves the old one unused, unless delete=1")
def _(site):
    site.create_container(102, rootfs="local-lvm:4", mp0="shared:1,mp=/data")
    upid = site.lxc(102).move_volume.post(volume="rootfs", storage="shared")
    holds(":move_volume:102:" in upid, upid)
    site.done(upid)
    contains(site.lxc(102).config.get(), {
        "rootfs": "shared:102/vm-102-disk-1.raw,size=4G", "unused0": "local-lvm:vm-102-disk-0"})
    site.done(site.lxc(102).move_volume.post(volume="mp0", storage="local-lvm", delete=1))
    holds("unused1" not in site.lxc(102).config.get(), "the old volume is unused, not deleted")


@clustered.check("9.11", "migrating a stopped container")
def _(site):
    site.create_container(103, storage="shared")
    upid = site.lxc(103).migrate.post(target="pve2")
    holds(":vzmigrate:103:" in upid, upid)
    site.done(upid)
    equal(site.api.nodes("pve2").lxc(103).config.get()["hostname"], "CT103")
    refused(site.lxc(103).config.get, 500, "Configuration file 'nodes/pve1/lxc/103.conf' does not exist")


@clustered.check("9.11", "migrating to where it is")
def _(site):
    invalid(lambda: site.api.nodes("pve2").lxc(103).migrate.post(target="pve2"), target="target is local node.")


@clustered.check("9.11", "migrating to a node that does not exist")
def _(site):
    answer = site.wire.post("/nodes/pve2/lxc/103/migrate", target="nosuch")
    equal((answer.status, answer.reason), (500, "no such cluster node 'nosuch'"))


@clustered.check("9.11", "a running container wants to be told how")
def _(site):
    guest = site.api.nodes("pve2").lxc(103)
    site.start(guest)
    refused(lambda: guest.migrate.post(target="pve1"), 500,
            "can't migrate running container without --online or --restart")
    site.failed(guest.migrate.post(target="pve1", online=1), "lxc live migration is currently not implemented")
    site.done(guest.migrate.post(target="pve1", restart=1))
    equal(site.lxc(103).status.current.get()["status"], "running")


@clustered.check("9.7", "a clone to another node needs a shared storage")
def _(site):
    site.create_container(104)
    refused(lambda: site.lxc(104).clone.post(newid=105, full=1, target="pve2"), 500,
            "can't clone CT to node 'pve2' (CT uses local storage)")


@clustered.check("6.1", "the id is taken on another node")
def _(site):
    site.create_container(106, node="pve3")
    refused(lambda: site.node.lxc.post(
        vmid=106, ostemplate="local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst", storage="local-lvm"), 500,
            "CT 106 already exists on node 'pve3'")


@clustered.check("6.2", "a guest on another node")
def _(site):
    refused(site.lxc(106).config.get, 500, "Configuration file 'nodes/pve1/lxc/106.conf' does not exist")
    equal(site.api.nodes("pve3").lxc(106).config.get()["hostname"], "CT106")
