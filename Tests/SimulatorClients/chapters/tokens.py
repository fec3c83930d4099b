"""Who may what: users, tokens with and without privilege separation, and rights by option (behaviour.md 4, 7.4)."""

from story import DEBIAN, Chapter, equal, forbidden, holds, refused

chapter = Chapter("tokens")
check = chapter.check
CHAPTERS = [chapter]

NETWORK = "name=eth0,bridge=vmbr0,ip=dhcp"


def _token(site, user, name, **options):
    """Creates a token and gives a client that uses it."""
    answer = site.root.access.users(user).token(name).post(**options)
    equal(answer["full-tokenid"], f"{user}!{name}")
    return site.client(user=user, token_name=name, token_value=answer["value"])


@check("4.5", "a token of a user: its secret is given once")
def _(site):
    site.create_container(100)
    site.create_container(102)
    for user in ("alice@pve", "bob@pve", "carol@pve", "dave@pve"):
        site.root.access.users.post(userid=user, password="longenough")
    site.kept["full"] = _token(site, "alice@pve", "full", privsep=0)
    site.kept["separate"] = _token(site, "alice@pve", "sep", privsep=1)
    tokens = {token["tokenid"]: token for token in site.api.access.users("alice@pve").token.get()}
    equal({name: token["privsep"] for name, token in tokens.items()}, {"full": 0, "sep": 1})
    holds(all("value" not in token for token in tokens.values()), "the list shows secrets")


@check("4.8", "without any right: the first privilege that is missing is named")
def _(site):
    full = site.kept["full"].nodes("pve1")
    forbidden(full.lxc(100).config.get, "/vms/100, VM.Audit")
    forbidden(full.lxc(100).status.start.post, "/vms/100, VM.PowerMgmt")
    forbidden(full.status.get, "/nodes/pve1, Sys.Audit")


@check("4.9", "lists filter silently")
def _(site):
    equal(site.kept["full"].nodes("pve1").lxc.get(), [])
    equal(site.kept["full"].cluster.resources.get(type="vm"), [])


@check("4.5", "a token without privilege separation has its user's rights, the other the intersection")
def _(site):
    site.root.access.acl.put(path="/vms", roles="PVEVMAdmin", users="alice@pve")
    site.root.access.acl.put(path="/vms", roles="PVEAuditor", tokens="alice@pve!sep")
    full, separate = (site.kept[name].nodes("pve1").lxc(100) for name in ("full", "separate"))
    equal(full.config.get()["hostname"], "CT100")
    equal(separate.config.get()["hostname"], "CT100")
    site.done(full.status.start.post())
    forbidden(separate.status.stop.post, "/vms/100, VM.PowerMgmt")
    site.done(full.status.stop.post())


@check("4.8", "of several privileges all are named")
def _(site):
    separate = site.kept["separate"].nodes("pve1").lxc(100)
    forbidden(lambda: separate.snapshot("s1").rollback.post(), "/vms/100, VM.Snapshot|VM.Snapshot.Rollback")
    forbidden(lambda: separate.clone.post(newid=105), "/vms/100, VM.Clone")
    forbidden(lambda: separate.snapshot.post(snapname="s1"), "/vms/100, VM.Snapshot")


@check("1.1", "403 comes before 400")
def _(site):
    separate = site.kept["separate"].nodes("pve1")
    forbidden(lambda: separate.lxc(100).snapshot.post(snapname="1bad"), "/vms/100, VM.Snapshot")
    forbidden(lambda: separate.lxc(100).config.put(memory="abc"),
              "/vms/100, VM.Config.Disk|VM.Config.CPU|VM.Config.Memory|VM.Config.Network|VM.Config.Options")


@check("4.7", "a deeper entry replaces a shallower one, and NoAccess wins")
def _(site):
    site.root.access.acl.put(path="/", roles="PVEAuditor", users="carol@pve")
    carol = _token(site, "carol@pve", "main", privsep=0)
    equal(len(carol.nodes("pve1").lxc.get()), 2)
    site.root.access.acl.put(path="/vms/100", roles="NoAccess", users="carol@pve")
    equal([guest["vmid"] for guest in carol.nodes("pve1").lxc.get()], [102])
    forbidden(carol.nodes("pve1").lxc(100).config.get, "/vms/100, VM.Audit")


@check("4.7", "a pool's role reaches its members and nothing else")
def _(site):
    site.root.pools.post(poolid="lab")
    site.root.pools.put(poolid="lab", vms="100")
    site.root.access.acl.put(path="/pool/lab", roles="PVEVMUser", users="bob@pve")
    bob = _token(site, "bob@pve", "main", privsep=0)
    equal(bob.nodes("pve1").lxc(100).status.current.get()["status"], "stopped")
    forbidden(bob.nodes("pve1").lxc(102).config.get, "/vms/102, VM.Audit")


@check("4.7", "a group's role reaches its users")
def _(site):
    site.root.access.groups.post(groupid="ops")
    site.root.access.users("dave@pve").put(groups="ops")
    site.root.access.acl.put(path="/vms/102", roles="PVEVMUser", groups="ops")
    dave = site.kept["dave"] = _token(site, "dave@pve", "main", privsep=0)
    equal([guest["vmid"] for guest in dave.nodes("pve1").lxc.get()], [102])


@check("7.2", "creating without VM.Allocate: a bare 403")
def _(site):
    forbidden(lambda: site.kept["dave"].nodes("pve1").lxc.post(vmid=150, ostemplate=DEBIAN, storage="local-lvm"))


@check("4.5", "the token of root passes the declarative checks")
def _(site):
    equal(site.node.status.get()["pveversion"].split("/")[0], "pve-manager")


@check("7.4", "device passthrough is for the ticket of root@pam alone")
def _(site):
    reason = "configuring device passthrough is only allowed for root@pam"
    forbidden(lambda: site.lxc(100).config.put(dev0="/dev/nvidia0"), reason)
    forbidden(lambda: site.node.lxc.post(
        vmid=150, ostemplate=DEBIAN, storage="local-lvm", dev0="/dev/nvidia0"), reason)
    site.root.nodes("pve1").lxc(100).config.put(dev0="/dev/nvidia0,mode=0666")
    equal(site.lxc(100).config.get()["dev0"], "/dev/nvidia0,mode=0666")


@check("13.1", "a device that the node does not have")
def _(site):
    refused(lambda: site.root.nodes("pve1").lxc(100).config.put(dev1="/dev/missing"), 500,
            "Device /dev/missing does not exist")


@check("7.4", "features other than nesting are for the ticket of root@pam alone")
def _(site):
    forbidden(lambda: site.lxc(100).config.put(features="nesting=1,keyctl=1"),
              "changing feature flags (except nesting) is only allowed for root@pam")
    site.lxc(100).config.put(features="nesting=1")
    site.root.nodes("pve1").lxc(100).config.put(features="keyctl=1,nesting=1")
    equal(site.lxc(100).config.get()["features"], "keyctl=1,nesting=1")


@check("7.4", "bind mounts are for the ticket of root@pam alone")
def _(site):
    forbidden(lambda: site.lxc(100).config.put(mp0="/srv,mp=/srv"),
              "mount point type bind is only allowed for root@pam")


@check("7.4", "hook scripts are for the ticket of root@pam alone")
def _(site):
    forbidden(lambda: site.lxc(100).config.put(hookscript="local:snippets/a.sh"),
              "changing the hookscript is only allowed for root@pam")


@check("7.4", "features of a privileged container are for the ticket of root@pam alone")
def _(site):
    forbidden(lambda: site.node.lxc.post(
        vmid=150, ostemplate=DEBIAN, storage="local-lvm", unprivileged=0, features="nesting=1"),
              "changing feature flags for privileged container is only allowed for root@pam")


@check("7.4", "each option wants its own privilege")
def _(site):
    site.root.access.roles.post(roleid="MemoryOnly", privs="VM.Config.Memory,VM.Audit")
    site.root.access.acl.put(path="/vms/100", roles="MemoryOnly", users="dave@pve")
    dave = site.kept["dave"].nodes("pve1").lxc(100)
    dave.config.put(memory=600, swap=100)
    forbidden(lambda: dave.config.put(cores=2), "/vms/100, VM.Config.CPU")
    forbidden(lambda: dave.config.put(onboot=1), "/vms/100, VM.Config.Options")
    forbidden(lambda: dave.config.put(net0=NETWORK), "/vms/100, VM.Config.Network")


@check("9.7", "a clone copies what a token may not set")
def _(site):
    site.done(site.lxc(100).clone.post(newid=160, full=1))
    configuration = site.lxc(160).config.get()
    equal((configuration["features"], configuration["dev0"]), ("keyctl=1,nesting=1", "/dev/nvidia0,mode=0666"))


@check("12.2", "root-only options of machines are a 500")
def _(site):
    site.create_machine(200)
    for option, value, what in (
            ("hostpci0", "0000:01:00.0", "'hostpci0' config for non-mapped devices"),
            ("usb0", "host=1234:5678", "'usb0' config for real devices"), ("args", "-S", "'args' config")):
        refused(lambda: site.qemu(200).config.put(**{option: value}), 500, f"only root can set {what}")


@check("4.9", "tasks of others need Sys.Audit")
def _(site):
    upid = site.lxc(102).snapshot.post(snapname="own")
    site.done(upid)
    forbidden(site.kept["dave"].nodes("pve1").tasks(upid).log.get, "/nodes/pve1, Sys.Audit")
    equal(site.kept["dave"].nodes("pve1").tasks.get(), [])


@check("4.5", "a removed token is no credential any more")
def _(site):
    site.root.access.users("alice@pve").token("full").delete()
    refused(site.kept["full"].version.get, 401, "Authentication failed!", {"errors": b""})


@check("4.9", "the console needs VM.Console")
def _(site):
    forbidden(site.kept["separate"].nodes("pve1").lxc(100).termproxy.post, "/vms/100, VM.Console")
