"""The error envelope and failed logins (behaviour.md 2)."""

from proxmoxer.core import AuthenticationError

from story import Chapter, equal, holds, refused

chapter = Chapter("errors")
check = chapter.check
CHAPTERS = [chapter]


@check("2.1", "a good answer has data and nothing else")
def _(site):
    equal(list(site.wire.get("/version").json), ["data"])


@check("2.1", "an error has data null and the message with its newline")
def _(site):
    equal(site.wire.get("/nodes/pve1/lxc/999/config").json, {
        "data": None, "message": "Configuration file 'nodes/pve1/lxc/999.conf' does not exist\n"})


@check("2.1", "a call without a result answers null")
def _(site):
    answer = site.wire.post("/pools", poolid="envelope")
    equal((answer.status, answer.body), (200, b'{"data":null}'))
    site.wire.delete("/pools/envelope")


@check("2.2", "a parameter error is a 400 with the errors by parameter")
def _(site):
    answer = site.wire.post("/nodes/pve1/lxc")
    equal(answer.json, {
        "data": None, "message": "Parameter verification failed.\n",
        "errors": {name: "property is missing and it is not optional" for name in ("ostemplate", "vmid")}})


@check("2.3", "without credentials: 401 No ticket, and no body")
def _(site):
    answer = site.server.anonymous().get("/version")
    equal((answer.status, answer.reason, answer.body), (401, "No ticket", b""))


@check("2.3", "a wrong secret: 401 Authentication failed!, and no body")
def _(site):
    wire = site.server.anonymous()
    for token in (
            "root@pam!conf=00000000-0000-0000-0000-000000000000",
            "root@pam!nosuch=11111111-2222-3333-4444-555555555555",
            "nobody@pve!conf=11111111-2222-3333-4444-555555555555"):
        answer = wire.request("GET", "/version", headers={"Authorization": f"PVEAPIToken={token}"})
        equal((answer.status, answer.reason, answer.body), (401, "Authentication failed!", b""))


@check("2.3", "an invalid ticket: 401 Authentication failed!")
def _(site):
    answer = site.server.anonymous().request(
        "GET", "/version", headers={"Cookie": "PVEAuthCookie=PVE:root@pam:00000000::AAAA"})
    equal((answer.status, answer.reason, answer.body), (401, "Authentication failed!", b""))


@check("2.3", "a ticket without its CSRF token cannot write")
def _(site):
    wire = site.server.with_ticket()
    answer = wire.request("POST", "/pools", form={"poolid": "a"}, headers={"CSRFPreventionToken": None})
    equal((answer.status, answer.reason, answer.body), (401, "Permission denied - invalid csrf token", b""))
    answer = wire.request("POST", "/pools", form={"poolid": "a"}, headers={"CSRFPreventionToken": "00000000:AAAA"})
    equal(answer.reason, "Permission denied - invalid csrf token")
    equal(wire.request("GET", "/version", headers={"CSRFPreventionToken": None}).status, 200)


@check("2.4", "a wrong password: 401 with a body")
def _(site):
    answer = site.server.anonymous().post("/access/ticket", username="root@pam", password="wrong")
    equal((answer.status, answer.reason), (401, "authentication failure"))
    equal(answer.json, {"data": None, "message": "authentication failure\n"})


@check("2.4", "proxmoxer sees a wrong password as an authentication error")
def _(site):
    try:
        site.client(password="wrong")
    except AuthenticationError as error:
        holds("code: 401" in str(error), str(error))
        return
    raise AssertionError("the login succeeded")


@check("2.6", "an unknown node cannot be looked up")
def _(site):
    answer = site.wire.get("/nodes/nosuch/lxc")
    equal(answer.status, 500)
    holds(answer.reason.startswith("hostname lookup 'nosuch' failed - "), answer.reason)


@check("2.6", "localhost is the node that answers")
def _(site):
    equal(site.api.nodes("localhost").lxc.get(), [])
    equal(site.api.nodes("localhost").version.get(), site.node.version.get())


@check("6.2", "a missing guest is a 500 that names its file")
def _(site):
    text = "Configuration file 'nodes/pve1/lxc/999.conf' does not exist"
    for call in (
            site.lxc(999).config.get, site.lxc(999).status.current.get, site.lxc(999).pending.get,
            site.lxc(999).snapshot.get, site.lxc(999).delete):
        refused(call, 500, text)


@check("6.2", "a missing machine is a 500 that names its file")
def _(site):
    text = "Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist"
    for call in (
            site.qemu(999).config.get, site.qemu(999).status.current.get, site.qemu(999).delete,
            lambda: site.qemu(999).config.put(memory=512)):
        refused(call, 500, text)
