"""The life of machines (behaviour.md 9.3, 9.5, 12)."""

from story import VERIFICATION, Chapter, contains, equal, holds, invalid, refused

chapter = Chapter("machines")
check = chapter.check
CHAPTERS = [chapter]


def _config(site):
    return site.qemu(200).config.get()


def _pending(site):
    return {row.pop("key"): row for row in site.qemu(200).pending.get()}


@check("12.3", "what create sets and rewrites")
def _(site):
    upid = site.node.qemu.post(
        vmid=200, name="vm200", memory=512, cores=1, scsihw="virtio-scsi-single", scsi0="local-lvm:2",
        net0="virtio,bridge=vmbr0", ide2="local-lvm:cloudinit", ciuser="phoenix", ipconfig0="ip=dhcp", agent="1",
        ostype="l26", tags="Phoenix", description="a machine")
    holds(":qmcreate:200:root@pam!conf:" in upid, upid)
    site.done(upid)
    configuration = _config(site)
    contains(configuration, {
        "agent": "1", "boot": "order=scsi0;ide2;net0", "ciuser": "phoenix", "cores": 1, "description": "a machine",
        "ipconfig0": "ip=dhcp", "memory": "512", "name": "vm200", "ostype": "l26", "scsihw": "virtio-scsi-single",
        "scsi0": "local-lvm:vm-200-disk-0,size=2G", "tags": "phoenix"})
    holds(configuration["net0"].startswith("virtio=BC:24:11:"), configuration["net0"])
    holds(configuration["net0"].endswith(",bridge=vmbr0"), configuration["net0"])
    holds(configuration["smbios1"].startswith("uuid="), configuration["smbios1"])
    holds(configuration["meta"].startswith("creation-qemu="), configuration["meta"])
    holds(len(configuration["vmgenid"]) == 36, configuration["vmgenid"])
    holds(configuration["ide2"].startswith("local-lvm:vm-200-cloudinit,media=cdrom"), configuration["ide2"])


@check("3.7", "memory and agent of a machine are strings, cores are a number")
def _(site):
    configuration = _config(site)
    equal([type(configuration[key]) for key in ("memory", "agent", "cores")], [str, str, int])


@check("6.1", "the id is taken")
def _(site):
    answer = site.wire.post("/nodes/pve1/qemu", vmid=200)
    equal(answer.status, 500)
    holds("200 already exists on node 'pve1'" in answer.reason, answer.reason)


@check("12.1", "PUT changes at once and answers null, POST answers a task")
def _(site):
    equal(site.qemu(200).config.put(memory=768), None)
    upid = site.qemu(200).config.post(cores=2)
    holds(":qmconfig:200:" in upid, upid)
    equal(site.log(upid), ["update VM 200: -cores 2", "TASK OK"])
    contains(_config(site), {"memory": "768", "cores": 2})


@check("12.1", "POST with a delay answers null when it is done in time")
def _(site):
    equal(site.qemu(200).config.post(cores=1, background_delay=5), None)
    equal(_config(site)["cores"], 1)


@check("6.6", "a stale digest of a machine")
def _(site):
    refused(lambda: site.qemu(200).config.put(memory=800, digest="0" * 40), 500,
            "checksum mismatch (file change by other user?)")


@check("8.5", "a machine's description has no newline at its end")
def _(site):
    site.qemu(200).config.put(description="two\nlines")
    equal(_config(site)["description"], "two\nlines")


@check("12.4", "cloud-init: the password is hidden, keys are encoded twice")
def _(site):
    site.qemu(200).config.put(cipassword="secret", sshkeys="ssh-ed25519%20AAAA%20me%40example")
    contains(_config(site), {"cipassword": "**********", "sshkeys": "ssh-ed25519%20AAAA%20me%40example"})


@check("12.3", "a disk's size is written in the largest unit")
def _(site):
    site.qemu(200).config.put(scsi1="local-lvm:32")
    equal(_config(site)["scsi1"], "local-lvm:vm-200-disk-1,size=32G")


@check("12.5", "a deleted disk is unused, and gone when it is deleted from there")
def _(site):
    site.qemu(200).config.put(delete="scsi1")
    equal(_config(site)["unused0"], "local-lvm:vm-200-disk-1")
    site.qemu(200).config.put(delete="unused0")
    holds("unused0" not in _config(site), "it is still there")


@check("12.5", "the boot order names a device that does not exist")
def _(site):
    answer = site.wire.put("/nodes/pve1/qemu/200/config", boot="order=scsi9")
    holds(answer.status in (400, 500) and "invalid bootorder: device 'scsi9' does not exist'" in answer.body.decode(),
          str(answer))


@check("8.8", "resizing a machine: the same size is well, a smaller one fails in the task")
def _(site):
    site.done(site.qemu(200).resize.put(disk="scsi0", size="3G"))
    site.done(site.qemu(200).resize.put(disk="scsi0", size="3G"))
    site.failed(site.qemu(200).resize.put(disk="scsi0", size="1G"), "shrinking disks is not supported")
    equal(_config(site)["scsi0"], "local-lvm:vm-200-disk-0,size=3G")


@check("8.8", "resizing a disk that does not exist, and a CD-ROM")
def _(site):
    for disk, text in (("scsi7", "disk 'scsi7' does not exist"), ("ide2", "you can't resize a cdrom")):
        answer = site.wire.put("/nodes/pve1/qemu/200/resize", disk=disk, size="9G")
        equal(answer.reason if answer.status != 200 else site.ended(answer.data), text)


@check("9.4", "the status of a stopped machine")
def _(site):
    contains(site.qemu(200).status.current.get(), {
        "agent": 1, "cpus": 1, "ha": {"managed": 0}, "maxdisk": 3 << 30, "maxmem": 768 << 20, "name": "vm200",
        "qmpstatus": "stopped", "status": "stopped", "uptime": 0, "vmid": 200})


@check("9.3", "stopping and shutting down what is stopped is well")
def _(site):
    site.done(site.qemu(200).status.stop.post())
    site.done(site.qemu(200).status.shutdown.post())


@check("9.3", "resetting, rebooting and suspending what is stopped is refused")
def _(site):
    for action in ("reset", "reboot", "suspend"):
        refused(site.qemu(200).status(action).post, 500, "VM 200 not running")


@check("9.3", "starting what runs fails in the task")
def _(site):
    site.done(site.qemu(200).status.start.post())
    status = site.qemu(200).status.current.get()
    contains(status, {"status": "running", "qmpstatus": "running"})
    holds("running-machine" in status and "running-qemu" in status, f"keys are {sorted(status)}")
    site.failed(site.qemu(200).status.start.post(), "VM 200 already running")


@check("9.5", "destroying what runs is refused, and there is no force")
def _(site):
    refused(site.qemu(200).delete, 500, "VM 200 is running - destroy failed")
    invalid(lambda: site.qemu(200).delete(force=1),
            force="property is not defined in schema and the schema does not allow additional properties")


@check("12.6", "running: the description changes at once, the memory waits")
def _(site):
    site.qemu(200).config.put(description="live", memory=1024)
    equal(site.qemu(200).config.get(current=1)["description"], "live")
    equal(_pending(site)["memory"], {"value": "768", "pending": "1024"})
    equal(site.qemu(200).config.get(current=1)["memory"], "768")


@check("9.3", "pausing, resuming, rebooting and resetting")
def _(site):
    for action, kind, state in (
            ("suspend", "qmpause", "paused"), ("resume", "qmresume", "running"), ("reset", "qmreset", "running"),
            ("reboot", "qmreboot", "running")):
        upid = site.qemu(200).status(action).post()
        holds(f":{kind}:200:" in upid, upid)
        site.done(upid)
        equal(site.qemu(200).status.current.get()["qmpstatus"], state)


@check("9.3", "a restart applies what is pending")
def _(site):
    site.done(site.qemu(200).status.shutdown.post())
    site.done(site.qemu(200).status.start.post())
    equal(_pending(site)["memory"], {"value": "1024"})
    site.done(site.qemu(200).status.stop.post())


@check("12.2", "a mapped device is for tokens too, and its mapping must exist at start")
def _(site):
    site.qemu(200).config.put(hostpci0="mapping=nosuch")
    text = site.ended(site.qemu(200).status.start.post())
    holds("PCI device mapping not found for 'nosuch'" in text, text)
    site.qemu(200).config.put(delete="hostpci0")


@check("12.2", "romfile is for root@pam alone")
def _(site):
    refused(lambda: site.qemu(200).config.put(hostpci0="mapping=gpu0,romfile=a.rom"), 400, VERIFICATION,
            {"hostpci0": "only root@pam can set 'romfile' option"})


@check("9.8", "the default name")
def _(site):
    site.create_machine(201)
    rows = {row["vmid"]: row["name"] for row in site.node.qemu.get()}
    equal(rows, {200: "vm200", 201: "VM 201"})


@check("9.5", "destroying a machine")
def _(site):
    site.done(site.qemu(200).delete(purge=1))
    refused(site.qemu(200).config.get, 500, "Configuration file 'nodes/pve1/qemu-server/200.conf' does not exist")
    equal(site.node.storage("local-lvm").content.get(vmid=200), [])


@check("recording 165", "starting and stopping what does not exist fails in the task")
def _(site):
    site.failed(site.qemu(999).status.start.post(),
                "Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist")
    site.failed(site.qemu(999).status.stop.post(), "unable to find configuration file for VM 999 on node 'pve1'")
