"""What a controller's own user needs, right by right (behaviour.md 4.9, 12.6, 14.1)."""

from story import DEBIAN, Chapter, equal, forbidden

chapter = Chapter("rights")
check = chapter.check
CHAPTERS = [chapter]

PRIVILEGES = (
    "VM.Allocate", "VM.Audit", "VM.Clone", "VM.Config.CPU", "VM.Config.Disk", "VM.Config.Memory", "VM.Config.Network",
    "VM.Config.Options", "VM.PowerMgmt", "VM.Snapshot", "VM.Snapshot.Rollback", "VM.Migrate",
    "Datastore.AllocateSpace", "Datastore.Audit", "SDN.Use", "Sys.Audit")
NETWORK = "name=eth0,bridge=vmbr0,ip=dhcp"


def _without(site, *missing):
    """The controller's role loses privileges; gives the controller's node."""
    role = site.root.access.roles("Controller")
    role.put(privs=",".join(name for name in PRIVILEGES if name not in missing))
    return site.kept["controller"].nodes("pve1")


def _wish(vmid, **more):
    return {"vmid": vmid, "ostemplate": DEBIAN, "rootfs": "local-lvm:4", "net0": NETWORK} | more


@check("4.9", "a controller's role is enough for a container's whole life")
def _(site):
    site.root.access.roles.post(roleid="Controller", privs=",".join(PRIVILEGES))
    site.root.access.users.post(userid="controller@pve", password="longenough")
    site.root.access.acl.put(path="/", roles="Controller", users="controller@pve")
    secret = site.root.access.users("controller@pve").token("main").post(privsep=0)["value"]
    site.kept["controller"] = site.client(user="controller@pve", token_name="main", token_value=secret)
    node = site.kept["controller"].nodes("pve1")
    site.done(node.lxc.post(**_wish(100, features="nesting=1")))
    site.done(node.lxc(100).snapshot.post(snapname="s1"))
    site.done(node.lxc(100).status.start.post())
    site.done(node.lxc(100).status.stop.post())
    site.done(node.lxc(100).snapshot("s1").delete())
    site.done(node.lxc(100).delete())


@check("4.9", "space on the storage")
def _(site):
    node = _without(site, "Datastore.AllocateSpace")
    forbidden(lambda: node.lxc.post(**_wish(101)), "/storage/local-lvm, Datastore.AllocateSpace")


@check("4.9", "the bridge")
def _(site):
    node = _without(site, "SDN.Use")
    forbidden(lambda: node.lxc.post(**_wish(101)), "/sdn/zones/localnetwork/vmbr0, SDN.Use")
    forbidden(lambda: node.lxc.post(**_wish(101, net0=NETWORK + ",tag=7")),
              "/sdn/zones/localnetwork/vmbr0/7, SDN.Use")


@check("4.9", "a privileged container")
def _(site):
    forbidden(lambda: _without(site).lxc.post(**_wish(101, unprivileged=0)), "/, Sys.Modify")


@check("7.2", "allocating the id, or the pool it goes to")
def _(site):
    forbidden(lambda: _without(site, "VM.Allocate").lxc.post(**_wish(101)))
    site.root.pools.post(poolid="theirs")
    site.root.access.roles.post(roleid="Allocator", privs="VM.Allocate,Pool.Allocate")
    site.root.access.acl.put(path="/pool/theirs", roles="Allocator", users="controller@pve")
    forbidden(lambda: _without(site, "VM.Allocate").lxc.post(**_wish(101)))


@check("4.9", "cloning wants the source, and the new id")
def _(site):
    site.create_container(110)
    forbidden(lambda: _without(site, "VM.Clone").lxc(110).clone.post(newid=111), "/vms/110, VM.Clone")
    forbidden(lambda: _without(site, "VM.Allocate").lxc(110).clone.post(newid=111, full=1))
    site.done(_without(site).lxc(110).clone.post(newid=111, full=1))


@check("4.9", "growing wants the disk, and space")
def _(site):
    forbidden(lambda: _without(site, "VM.Config.Disk").lxc(110).resize.put(disk="rootfs", size="+1G"),
              "/vms/110, VM.Config.Disk")


@check("4.9", "executing in a machine")
def _(site):
    site.create_machine(200, agent="1")
    forbidden(lambda: _without(site).qemu(200).agent.exec.post(command=["true"]),
              "/vms/200, VM.GuestAgent.Unrestricted")


@check("4.9", "downloading a template")
def _(site):
    forbidden(lambda: _without(site).storage("local")("download-url").post(
        content="vztmpl", filename="a.tar.zst", url="http://127.0.0.1:9/a"), "/storage/local, Datastore.AllocateTemplate")


@check("4.9", "destroying")
def _(site):
    forbidden(_without(site, "VM.Allocate").lxc(111).delete, "/vms/111, VM.Allocate")
    site.done(_without(site).lxc(111).delete())


@check("4.9", "HA, the network, storages and roles are for administrators")
def _(site):
    node = _without(site)
    controller = site.kept["controller"]
    forbidden(lambda: controller.cluster.ha.resources.post(sid="ct:110"), "/, Sys.Console")
    forbidden(lambda: node.network.post(iface="vmbr8", type="bridge"), "/nodes/pve1, Sys.Modify")
    forbidden(lambda: controller.storage.post(storage="more", type="dir", path="/x"), "/storage, Datastore.Allocate")


@check("4.9", "a user sees its own tasks")
def _(site):
    node = _without(site, "Sys.Audit")
    upid = node.lxc(110).snapshot.post(snapname="mine")
    site.done(upid)
    equal(node.tasks(upid).status.get()["exitstatus"], "OK")
    equal({row["user"] for row in node.tasks.get()}, {"controller@pve"})
