"""Tasks and their logs (behaviour.md 5)."""

import re
import time

from story import DEBIAN, Chapter, contains, equal, holds, invalid

chapter = Chapter("tasks")
check = chapter.check
CHAPTERS = [chapter]

UPID = re.compile(
    r"UPID:pve1:([0-9A-F]{8}):([0-9A-F]{8,9}):([0-9A-F]{8}):vzcreate:100:root@pam!conf:")


@check("5.1", "the form of a UPID")
def _(site):
    upid = site.kept["upid"] = site.node.lxc.post(vmid=100, ostemplate=DEBIAN, storage="local-lvm")
    holds(UPID.fullmatch(upid), upid)


@check("5.2", "the status of a task repeats what the UPID says")
def _(site):
    upid = site.kept["upid"]
    site.done(upid)
    pid, pstart, start = (int(part, 16) for part in UPID.fullmatch(upid).groups())
    equal(site.node.tasks(upid).status.get(), {
        "exitstatus": "OK", "id": "100", "node": "pve1", "pid": pid, "pstart": pstart, "starttime": start,
        "status": "stopped", "tokenid": "conf", "type": "vzcreate", "upid": upid, "user": "root@pam"})


@check("5.4", "the log: numbered lines, a total, and how it ended")
def _(site):
    answer = site.wire.get(f"/nodes/pve1/tasks/{site.kept['upid']}/log")
    rows = answer.data
    equal([row["n"] for row in rows], list(range(1, len(rows) + 1)))
    equal((rows[-1]["t"], answer.json["total"]), ("TASK OK", len(rows)))
    extracting = "extracting archive '/var/lib/vz/template/cache/debian-12-"
    holds(any(row["t"].startswith(extracting) for row in rows), str(rows))


@check("5.4", "a part of the log")
def _(site):
    answer = site.wire.get(f"/nodes/pve1/tasks/{site.kept['upid']}/log", start=1, limit=2)
    equal([row["n"] for row in answer.data], [2, 3])


@check("5.2", "a task that does not exist")
def _(site):
    upid = "UPID:pve1:00000001:00000001:6553F100:vzcreate:100:root@pam:"
    invalid(site.node.tasks(upid).status.get, upid="no such task")


@check("5.2", "texts that are no UPID")
def _(site):
    for text in (
            "UPID:pve1:4D2:0056A9B5:6553F100:vzcreate:100:root@pam:",
            "UPID:pve1:000004D2:0056A9B5:6553F100:vzcreate:100:root@pam"):
        invalid(site.node.tasks(text).log.get, upid="unable to parse worker upid")


@check("5.5", "the list is newest first, and filtered")
def _(site):
    for vmid in (101, 102):
        site.create_container(vmid)
    site.done(site.lxc(101).status.start.post())
    rows = site.node.tasks.get()
    equal([(row["type"], row["id"]) for row in rows],
          [("vzstart", "101"), ("vzcreate", "102"), ("vzcreate", "101"), ("vzcreate", "100")])
    equal([row["id"] for row in site.node.tasks.get(typefilter="vzcreate", limit=2)], ["102", "101"])
    equal(len(site.node.tasks.get(vmid=101)), 2)


@check("5.5", "an ended task in the list")
def _(site):
    row = site.node.tasks.get(limit=1)[0]
    contains(row, {
        "id": "101", "node": "pve1", "status": "OK", "tokenid": "conf", "type": "vzstart", "user": "root@pam"})
    holds(row["endtime"] >= row["starttime"], "it ended before it began")


@check("5.5", "only errors")
def _(site):
    site.ended(site.lxc(101).snapshot("nosuch").delete())
    rows = site.node.tasks.get(errors=1)
    equal([row["status"] for row in rows], ["snapshot 'nosuch' does not exist"])


@check("recording 187", "the list says how many there are in all")
def _(site):
    answer = site.wire.get("/nodes/pve1/tasks", limit=2)
    equal((len(answer.data), answer.json["total"]), (2, 5))


@check("5.5", "the cluster's tasks")
def _(site):
    rows = site.api.cluster.tasks.get()
    equal(len(rows), 5)
    contains(rows[0], {"node": "pve1", "user": "root@pam", "tokenid": "conf"})


@check("5.1", "a task of the ticket of root@pam has no token")
def _(site):
    upid = site.root.nodes("pve1").lxc(101).status.stop.post()
    holds(upid.endswith(":vzstop:101:root@pam:"), upid)
    site.done(upid)
    holds("tokenid" not in site.node.tasks(upid).status.get(), "it has a token")


@check("5 of the issue", "a client that polls a task sees it end at once")
def _(site):
    began = time.monotonic()
    site.create_container(103, rootfs="local-lvm:64")
    holds(time.monotonic() - began < 2, f"it took {time.monotonic() - began:.1f} s")
