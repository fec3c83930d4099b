"""A cluster that has lost nodes (behaviour.md 2.5, 2.7)."""

from pathlib import Path

from story import Chapter, contains, equal, holds

SCENARIOS = Path(__file__).resolve().parent.parent / "scenarios"

one = Chapter("one node is offline", scenario=str(SCENARIOS / "one-offline.json"))
two = Chapter("two nodes are offline", scenario=str(SCENARIOS / "two-offline.json"))
CHAPTERS = [one, two]


@one.check("2.5", "a node that is offline: 595 with an empty body")
def _(site):
    answer = site.wire.get("/nodes/pve3/lxc")
    equal((answer.status, answer.body), (595, b""))
    holds(answer.reason in ("No route to host", "Connection refused"), answer.reason)


@one.check("2.5", "an offline node is shown as such")
def _(site):
    status = {row["node"]: row["status"] for row in site.api.nodes.get()}
    equal(status, {"pve1": "online", "pve2": "online", "pve3": "offline"})
    contains(next(row for row in site.api.cluster.status.get() if row["type"] == "cluster"), {"nodes": 3, "quorate": 1})


@one.check("2.5", "the others answer")
def _(site):
    equal(site.api.nodes("pve2").lxc.get(), [])


@one.check("5.3", "a task of an offline node")
def _(site):
    answer = site.wire.get("/nodes/pve3/tasks/UPID:pve3:000004D2:0056A9B5:6553F100:vzcreate:100:root@pam:/status")
    equal((answer.status, answer.body), (595, b""))


@two.check("2.7", "without quorum nothing is created")
def _(site):
    answer = site.wire.post(
        "/nodes/pve1/lxc", vmid=100, ostemplate="local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst",
        storage="local-lvm")
    equal((answer.status, answer.reason), (500, "cluster not ready - no quorum?"))


@two.check("2.7", "without quorum no user is created")
def _(site):
    answer = site.server.with_ticket().post("/access/users", userid="eve@pve")
    equal(answer.status, 500)
    holds("cfs-lock 'file-user_cfg' error: no quorum!" in answer.reason, answer.reason)


@two.check("2.7", "without quorum what there is can be read")
def _(site):
    contains(next(row for row in site.api.cluster.status.get() if row["type"] == "cluster"), {"quorate": 0})
    equal(site.node.lxc.get(), [])
