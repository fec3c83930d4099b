"""What goes wrong on a real host, put into the simulated one while it runs (behaviour.md 2.5, 5.2, 5.6, 6.4)."""

import http.client

from story import Chapter, equal, holds, invalid

chapter = Chapter("faults")
check = chapter.check
CHAPTERS = [chapter]


def _fault(site, operation, kind, **more):
    """The next such call goes wrong."""
    fault = {"operation": operation, "guest": 100, "trigger": {"occurrence": 1}, "kind": {kind: more}}
    answer = site.wire.request("POST", "/faults", prefix="/simulator", json_body=[fault])
    equal(answer.status, 200)


@check("6.4", "somebody holds the configuration")
def _(site):
    site.create_container(100)
    _fault(site, "configure", "lockTimeout")
    answer = site.wire.put("/nodes/pve1/lxc/100/config", memory=300)
    equal((answer.status, answer.reason), (500, "can't lock file '/run/lock/lxc/pve-config-100.lock' - got timeout"))
    equal(site.lxc(100).config.get()["memory"], 512)


@check("2.5", "a call that takes longer than the proxy waits: 596, while it goes on")
def _(site):
    _fault(site, "configure", "slow", seconds=60)
    answer = site.wire.put("/nodes/pve1/lxc/100/config", memory=300)
    equal((answer.status, answer.reason, answer.body), (596, "Connection timed out", b""))
    equal(site.lxc(100).config.get()["memory"], 300)


@check("2.5", "the node does not answer: 595")
def _(site):
    _fault(site, "start", "nodeOffline")
    answer = site.wire.post("/nodes/pve1/lxc/100/status/start")
    equal((answer.status, answer.body), (595, b""))
    equal(site.lxc(100).status.current.get()["status"], "stopped")


@check("2.5", "the answer is lost, but not what it told of")
def _(site):
    _fault(site, "configure", "lostAfterEffect")
    try:
        answer = site.wire.put("/nodes/pve1/lxc/100/config", memory=310)
    except (OSError, http.client.HTTPException):
        equal(site.lxc(100).config.get()["memory"], 310)
        return
    raise AssertionError(f"it answered {answer}")


@check("5.2", "a task that fails says why in its status and as the last line of its log")
def _(site):
    _fault(site, "start", "taskError")
    upid = site.lxc(100).status.start.post()
    text = site.ended(upid)
    holds(text != "OK", "it ended well")
    equal(site.log(upid)[-1], f"TASK ERROR: {text}")


@check("5.2", "a task that the host has forgotten")
def _(site):
    _fault(site, "start", "taskVanishes", _0="undone")
    invalid(site.node.tasks(site.lxc(100).status.start.post()).status.get, upid="no such task")
    equal(site.lxc(100).status.current.get()["status"], "stopped")


@check("5.6", "a task can be stopped")
def _(site):
    upid = site.lxc(100).clone.post(newid=101, full=1)
    equal(site.node.tasks(upid).delete(), None)
    holds("received interrupt" in site.ended(upid), site.ended(upid))


@check("6.3", "a guest that a task works on is locked")
def _(site):
    site.create_container(102, rootfs="local-lvm:64")
    upid = site.lxc(102).clone.post(newid=103, full=1)
    lock = site.lxc(102).status.current.get().get("lock")
    equal(lock, "disk")
    answer = site.wire.put("/nodes/pve1/lxc/102/config", memory=64)
    equal((answer.status, answer.reason), (500, "CT is locked (disk)"))
    site.done(upid)
    equal(site.lxc(102).status.current.get().get("lock"), None)
