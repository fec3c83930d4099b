"""Snapshots of containers and machines (behaviour.md 9.9, 9.10)."""

from story import Chapter, contains, equal, holds, refused

chapter = Chapter("snapshots")
shared = Chapter("snapshots on files", scenario="cluster")
check = chapter.check
CHAPTERS = [chapter, shared]


def _take(site, name, **options):
    return site.lxc(100).snapshot.post(snapname=name, **options)


@check("9.9", "a snapshot is a task")
def _(site):
    site.create_container(100, hostname="web", description="as made")
    upid = _take(site, "first", description="before")
    holds(":vzsnapshot:100:" in upid, upid)
    site.done(upid)


@check("9.9", "its name cannot be used twice, which shows in the task")
def _(site):
    site.failed(_take(site, "first"), "snapshot name 'first' already used")


@check("9.9", "reserved names are refused at once")
def _(site):
    for name in ("current", "vzdump"):
        refused(lambda: _take(site, name), 500, f"unable to use snapshot name '{name}' (reserved name)")


@check("9.9", "the list ends with where one is")
def _(site):
    rows = site.lxc(100).snapshot.get()
    contains(rows[0], {"name": "first", "description": "before\n"})
    holds(isinstance(rows[0]["snaptime"], int), "no snaptime")
    contains(rows[-1], {
        "name": "current", "description": "You are here!", "parent": "first", "running": 0,
        "digest": site.lxc(100).config.get()["digest"]})


@check("9.9", "snapshots have parents")
def _(site):
    site.done(_take(site, "second"))
    rows = {row["name"]: row.get("parent") for row in site.lxc(100).snapshot.get()}
    equal(rows, {"first": None, "second": "first", "current": "second"})


@check("recording 105", "a snapshot's own configuration")
def _(site):
    configuration = site.lxc(100).snapshot("first").config.get()
    contains(configuration, {"hostname": "web", "description": "before\n", "memory": 512})
    holds("digest" not in configuration, "it has a digest")


@check("8.1", "a snapshot's configuration through config")
def _(site):
    equal(site.lxc(100).config.get(snapshot="first")["description"], "before\n")


@check("9.10", "rollback brings back what was changed since, and leaves it stopped")
def _(site):
    site.lxc(100).config.put(memory=900)
    site.start(site.lxc(100))
    upid = site.lxc(100).snapshot("second").rollback.post()
    holds(":vzrollback:100:" in upid, upid)
    site.done(upid)
    equal(site.lxc(100).config.get()["memory"], 512)
    equal(site.lxc(100).status.current.get()["status"], "stopped")


@check("9.10", "rollback with start=1 starts it")
def _(site):
    site.done(site.lxc(100).snapshot("second").rollback.post(start=1))
    equal(site.lxc(100).status.current.get()["status"], "running")
    site.done(site.lxc(100).status.stop.post())


@check("9.10", "rollback keeps the description of now")
def _(site):
    site.lxc(100).config.put(description="of now")
    site.done(site.lxc(100).snapshot("second").rollback.post())
    equal(site.lxc(100).config.get()["description"], "of now\n")


@check("9.10", "rollback to a snapshot that does not exist")
def _(site):
    site.failed(site.lxc(100).snapshot("nosuch").rollback.post(), "snapshot 'nosuch' does not exist")


@check("9.9", "deleting a snapshot, and once more")
def _(site):
    upid = site.lxc(100).snapshot("first").delete()
    holds(":vzdelsnapshot:100:" in upid, upid)
    site.done(upid)
    site.failed(site.lxc(100).snapshot("first").delete(), "snapshot 'first' does not exist")
    equal([row["name"] for row in site.lxc(100).snapshot.get()], ["second", "current"])


@check("9.9", "a machine's snapshots")
def _(site):
    site.create_machine(200)
    upid = site.qemu(200).snapshot.post(snapname="first")
    holds(":qmsnapshot:200:" in upid, upid)
    site.done(upid)
    for name in ("current", "pending"):
        refused(lambda: site.qemu(200).snapshot.post(snapname=name), 500,
                f"unable to use snapshot name '{name}' (reserved name)")
    rows = site.qemu(200).snapshot.get()
    contains(rows[0], {"name": "first", "description": "", "vmstate": 0})
    contains(rows[-1], {"name": "current", "parent": "first", "running": 0})
    site.done(site.qemu(200).snapshot("first").rollback.post())
    site.done(site.qemu(200).snapshot("first").delete())


@check("9.9", "a template takes no snapshot")
def _(site):
    site.create_container(101)
    site.make_template(101)
    site.failed(site.lxc(101).snapshot.post(snapname="aa"), "you can't take a snapshot if it's a template")


@shared.check("9.9", "a container on files takes no snapshot")
def _(site):
    site.create_container(100, storage="shared")
    site.failed(_take(site, "first"), "snapshot feature is not available")
