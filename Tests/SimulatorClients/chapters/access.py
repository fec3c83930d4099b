"""Tickets, users, roles, ACL and pools (behaviour.md 4)."""

import re
import urllib.parse

from hosts import PASSWORD, TOKEN_NAME, TOKEN_SECRET, USER
from story import Chapter, contains, equal, forbidden, holds, refused

chapter = Chapter("access")
clustered = Chapter("access of a cluster", scenario="cluster")
check = chapter.check
CHAPTERS = [chapter, clustered]

TICKET = re.compile(r"PVE:root@pam:[0-9A-F]{8}::[A-Za-z0-9+/]+=*")


@check("4.3", "the answer to a login")
def _(site):
    data = site.server.anonymous().post("/access/ticket", username=USER, password=PASSWORD).data
    equal(sorted(data), ["CSRFPreventionToken", "cap", "ticket", "username"])
    equal(data["username"], USER)
    holds(TICKET.fullmatch(data["ticket"]), data["ticket"])
    holds(re.fullmatch(r"[0-9A-F]{8}:[A-Za-z0-9+/]+=*", data["CSRFPreventionToken"]), data["CSRFPreventionToken"])


@clustered.check("4.3", "the answer to a login names the cluster")
def _(site):
    data = site.server.anonymous().post("/access/ticket", username=USER, password=PASSWORD).data
    holds(data.get("clustername"), f"no clustername in {sorted(data)}")


@check("4.3", "the realm may be a parameter of its own")
def _(site):
    answer = site.server.anonymous().post("/access/ticket", username="root", realm="pam", password=PASSWORD)
    equal(answer.data["username"], USER)


@check("4.3", "a valid ticket as the password renews it")
def _(site):
    ticket = site.root.get_tokens()[0]
    answer = site.server.anonymous().post("/access/ticket", username=USER, password=ticket)
    equal(answer.status, 200)
    equal(answer.data["username"], USER)


@check("4.1", "a ticket in the Authorization header")
def _(site):
    ticket = urllib.parse.quote(site.root.get_tokens()[0], safe="")
    answer = site.server.anonymous().request("GET", "/version", headers={"Authorization": f"PVEAuthCookie={ticket}"})
    equal(answer.status, 200)


@check("4.1", "a ticket in the cookie may be percent-encoded")
def _(site):
    ticket = urllib.parse.quote(site.root.get_tokens()[0], safe="")
    equal(site.server.anonymous().request("GET", "/version", headers={"Cookie": f"PVEAuthCookie={ticket}"}).status, 200)


@check("4.1", "the cookie wins over the token")
def _(site):
    answer = site.wire.request("GET", "/version", headers={"Cookie": "PVEAuthCookie=PVE:root@pam:00000000::AAAA"})
    equal((answer.status, answer.reason), (401, "Authentication failed!"))


@check("4.1", "a token needs no CSRF token to write")
def _(site):
    site.api.pools.post(poolid="nocsrf")
    site.api.pools("nocsrf").delete()


@check("4.1", "a ticket writes with its CSRF token, as proxmoxer sends it")
def _(site):
    site.root.pools.post(poolid="csrf")
    site.root.pools("csrf").delete()


@check("4.2", "a token cannot make tickets")
def _(site):
    answer = site.wire.post("/access/ticket", username=USER, password=PASSWORD)
    equal(answer.status, 403)
    equal(answer.message, "Permission check failed (URI '/access/ticket' not available with API token, "
          "need proper ticket.\n)\n")


@check("4.4", "the realms are listed without credentials")
def _(site):
    realms = site.server.anonymous().get("/access/domains").data
    equal(sorted(realm["realm"] for realm in realms), ["pam", "pve"])


@check("4.4", "the version is not")
def _(site):
    equal(site.server.anonymous().get("/version").status, 401)


@check("4.6", "what declares no permissions is for the ticket of root@pam alone")
def _(site):
    forbidden(lambda: site.node.execute.post(commands="[]"), "user != root@pam")


@check("4.10", "permissions are 1 by path and privilege")
def _(site):
    permissions = site.api.access.permissions.get()
    contains(permissions["/vms"], {"VM.Allocate": 1, "VM.Audit": 1, "VM.PowerMgmt": 1})
    holds({"/", "/access", "/nodes", "/storage"} <= set(permissions), f"paths are {sorted(permissions)}")


@check("4.10", "permissions of one path")
def _(site):
    equal(list(site.api.access.permissions.get(path="/vms/123")), ["/vms/123"])


@check("5 of the issue", "a user is created, listed, changed and removed")
def _(site):
    site.root.access.users.post(userid="alice@pve", password="longenough", comment="first")
    contains(site.api.access.users("alice@pve").get(), {"comment": "first", "enable": 1})
    site.root.access.users("alice@pve").put(comment="second", email="a@example.org")
    contains(site.api.access.users("alice@pve").get(), {"comment": "second", "email": "a@example.org"})
    users = {user["userid"]: user for user in site.api.access.users.get()}
    contains(users["alice@pve"], {"enable": 1, "expire": 0, "realm-type": "pve"})
    contains(users["root@pam"], {"enable": 1, "expire": 0, "realm-type": "pam"})
    site.root.access.users("alice@pve").delete()
    holds("alice@pve" not in {user["userid"] for user in site.api.access.users.get()}, "the user is still listed")


@check("versions.md, generic", "a new user's password has at least 8 characters")
def _(site):
    refused(lambda: site.root.access.users.post(userid="short@pve", password="short"), 400,
            "Parameter verification failed.", {"password": "value must be at least 8 characters long"})


@check("2.3", "a disabled user cannot use a ticket, nor a token")
def _(site):
    site.root.access.users.post(userid="off@pve", password="longenough")
    wire = site.server.with_ticket("off@pve", "longenough")
    equal(wire.get("/version").status, 200)
    site.root.access.users("off@pve").put(enable=0)
    equal((wire.get("/version").status, wire.get("/version").reason), (401, "Authentication failed!"))
    equal(site.server.anonymous().post("/access/ticket", username="off@pve", password="longenough").status, 401)
    site.root.access.users("off@pve").delete()


@check("roles.json", "the built-in roles are listed as special")
def _(site):
    roles = {role["roleid"]: role for role in site.api.access.roles.get()}
    for name in ("Administrator", "NoAccess", "PVEAdmin", "PVEAuditor", "PVEVMAdmin", "PVEVMUser", "PVEDatastoreUser"):
        equal(roles[name]["special"], 1)
    equal(set(roles["PVEVMUser"]["privs"].split(",")), {
        "VM.Audit", "VM.Backup", "VM.Config.CDROM", "VM.Config.Cloudinit", "VM.Console", "VM.GuestAgent.Audit",
        "VM.GuestAgent.FileRead", "VM.GuestAgent.FileSystemMgmt", "VM.GuestAgent.FileWrite", "VM.PowerMgmt"})


@check("5 of the issue", "a role of one's own")
def _(site):
    site.root.access.roles.post(roleid="Starter", privs="VM.PowerMgmt,VM.Audit")
    equal(site.api.access.roles("Starter").get(), {"VM.Audit": 1, "VM.PowerMgmt": 1})
    site.root.access.roles("Starter").put(privs="VM.Clone", append=1)
    equal(site.api.access.roles("Starter").get(), {"VM.Audit": 1, "VM.Clone": 1, "VM.PowerMgmt": 1})
    site.root.access.roles("Starter").delete()


@check("versions.md, QEMU", "VM.Monitor is no privilege any more")
def _(site):
    answer = site.server.with_ticket().post("/access/roles", roleid="Old", privs="VM.Monitor")
    holds(answer.status >= 400 and "invalid privilege 'VM.Monitor'" in answer.body.decode(), str(answer))


@check("5 of the issue", "an entry of the ACL is added, listed and removed")
def _(site):
    site.root.access.groups.post(groupid="operators")
    site.root.access.acl.put(path="/vms", roles="PVEVMUser", groups="operators")
    entry = {"path": "/vms", "propagate": 1, "roleid": "PVEVMUser", "type": "group", "ugid": "operators"}
    holds(entry in site.api.access.acl.get(), f"not listed: {site.api.access.acl.get()}")
    site.root.access.acl.put(path="/vms", roles="PVEVMUser", groups="operators", delete=1)
    holds(entry not in site.api.access.acl.get(), "still listed")
    site.root.access.groups("operators").delete()


@check("5 of the issue", "a pool has members of both kinds")
def _(site):
    site.create_container(100)
    site.api.pools.post(poolid="lab", comment="first")
    site.api.pools.put(poolid="lab", vms="100", storage="local-lvm")
    pool = site.api.pools.get(poolid="lab")[0]
    equal(sorted(member["id"] for member in pool["members"]), ["lxc/100", "storage/pve1/local-lvm"])
    equal([guest.get("pool") for guest in site.api.cluster.resources.get(type="vm")], ["lab"])
    site.api.pools.put(poolid="lab", vms="100", storage="local-lvm", delete=1)
    site.api.pools.delete(poolid="lab")
    equal(site.api.pools.get(), [])


@check("7.2", "a pool that does not exist")
def _(site):
    forbidden(lambda: site.node.lxc.post(
        vmid=190, ostemplate="local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst", storage="local-lvm",
        pool="nosuch"), "pool 'nosuch' does not exist")


@check("4.1", "a wrong name in front of a right secret")
def _(site):
    answer = site.server.anonymous().request(
        "GET", "/version", headers={"Authorization": f"PVEAPIToken=root@pve!{TOKEN_NAME}={TOKEN_SECRET}"})
    equal((answer.status, answer.reason), (401, "Authentication failed!"))
