"""Guests that the HA manager looks after (behaviour.md 9.12)."""

from story import Chapter, contains, equal, holds, invalid, refused

chapter = Chapter("ha", scenario="cluster")
check = chapter.check
CHAPTERS = [chapter]


def _become(site, state):
    """Waits until the guest is in that state: the HA manager works in rounds."""
    site.waits_for(lambda: site.lxc(100).status.current.get()["status"] == state)


@check("9.12", "a guest becomes a resource; its number alone is a sid too")
def _(site):
    site.create_container(100, storage="shared")
    site.api.cluster.ha.resources.post(sid="100", state="stopped")
    contains(site.api.cluster.ha.resources("ct:100").get(), {"sid": "ct:100", "state": "stopped", "type": "ct"})
    equal([row["sid"] for row in site.api.cluster.ha.resources.get()], ["ct:100"])


@check("9.12", "it cannot become one twice, and a missing one is none")
def _(site):
    # The texts stand at the end: what takes the lock may say before what it was about to do.
    for answer, text in (
            (site.wire.post("/cluster/ha/resources", sid="ct:100"), "resource ID 'ct:100' already defined"),
            (site.wire.get("/cluster/ha/resources/ct:999"), "no such resource 'ct:999'"),
            (site.wire.delete("/cluster/ha/resources/ct:999"), "cannot delete service 'ct:999', not HA managed!")):
        holds(answer.status == 500 and answer.reason.endswith(text), str(answer))


@check("9.12", "groups have become rules")
def _(site):
    answer = site.wire.put("/cluster/ha/resources/ct:100", group="any")
    holds("invalid parameter 'group': ha groups have been migrated to rules" in answer.body.decode(), str(answer))


@check("9.4", "the guest's status says that it is managed")
def _(site):
    equal(site.lxc(100).status.current.get()["ha"]["managed"], 1)


@check("9.12", "a start is only a request; the guest follows")
def _(site):
    upid = site.lxc(100).status.start.post()
    holds(":hastart:100:" in upid, upid)
    site.done(upid)
    _become(site, "running")


@check("9.12", "a stop too")
def _(site):
    upid = site.lxc(100).status.stop.post()
    holds(":hastop:100:" in upid, upid)
    site.done(upid)
    _become(site, "stopped")


@check("9.5", "a managed guest is destroyed only with purge")
def _(site):
    refused(site.lxc(100).delete, 500,
            "unable to remove CT 100 - used in HA resources and purge parameter not set.")
    site.done(site.lxc(100).delete(purge=1))
    equal(site.api.cluster.ha.resources.get(), [])


@check("versions.md, HA", "a rule of node affinity")
def _(site):
    site.create_container(101, storage="shared")
    site.api.cluster.ha.resources.post(sid="ct:101", state="stopped")
    site.api.cluster.ha.rules.post(rule="near", type="node-affinity", resources="ct:101", nodes="pve1,pve2")
    contains(site.api.cluster.ha.rules("near").get(), {"rule": "near", "type": "node-affinity", "resources": "ct:101"})
    site.api.cluster.ha.rules("near").delete()


@check("3.1", "a state that does not exist")
def _(site):
    invalid(lambda: site.api.cluster.ha.resources("ct:101").put(state="asleep"),
            state="value 'asleep' does not have a value in the enumeration "
            "'started, stopped, enabled, disabled, ignored'")
