"""The guest agent of machines (behaviour.md 11.3)."""

from story import Chapter, contains, equal, holds, invalid, refused

chapter = Chapter("guest agent")
check = chapter.check
CHAPTERS = [chapter]


def _agent(site, vmid):
    return site.qemu(vmid).agent


@check("11.3", "a stopped machine has no agent to ask")
def _(site):
    site.create_machine(200, agent="1")
    refused(lambda: _agent(site, 200).exec.post(command=["true"]), 500, "VM 200 is not running")


@check("11.3", "a machine without agent")
def _(site):
    site.create_machine(201)
    site.start(site.qemu(201))
    refused(lambda: _agent(site, 201).exec.post(command=["true"]), 500, "No QEMU guest agent configured")


@check("11.3", "a command is an array of strings")
def _(site):
    invalid(lambda: _agent(site, 200).exec.post(), command="property is missing and it is not optional")


@check("11.3", "a machine whose agent has yet to start")
def _(site):
    site.start(site.qemu(200))
    refused(lambda: _agent(site, 200).ping.post(), 500, "QEMU guest agent is not running")


@check("11.3", "a machine with its agent executes")
def _(site):
    # It boots first.
    site.waits_for(lambda: site.wire.post("/nodes/pve1/qemu/200/agent/ping").status == 200)
    pid = _agent(site, 200).exec.post(command=["true"])["pid"]
    status = {}

    def has_ended():
        status.update(_agent(site, 200)("exec-status").get(pid=pid))
        return status["exited"]

    site.waits_for(has_ended)
    contains(status, {"exited": 1, "exitcode": 0})


@check("11.3", "ping answers an empty result")
def _(site):
    equal(_agent(site, 200).ping.post(), {"result": {}})


@check("11.3", "a file is written and read")
def _(site):
    _agent(site, 200)("file-write").post(file="/etc/note", content="hello\n")
    contains(_agent(site, 200)("file-read").get(file="/etc/note"), {"content": "hello\n", "bytes-read": 6})


@check("11.3", "a file's content has at most 61,440 characters")
def _(site):
    answer = site.wire.post("/nodes/pve1/qemu/200/agent/file-write", file="/etc/note", content="x" * 61_441)
    equal(answer.errors, {"content": "value may only be 61440 characters long"})


@check("11.3", "a file that does not exist is the agent's error")
def _(site):
    answer = site.wire.get("/nodes/pve1/qemu/200/agent/file-read", file="/nosuch")
    equal(answer.status, 500)
    holds(answer.reason.startswith("Agent error: "), answer.reason)


@check("11.3", "the agent's interfaces")
def _(site):
    names = [row["name"] for row in _agent(site, 200)("network-get-interfaces").get()["result"]]
    holds("lo" in names, str(names))
