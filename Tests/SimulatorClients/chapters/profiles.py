"""Proxmox VE 8.4, where it differs (versions.md)."""

from story import Chapter, equal, holds

chapter = Chapter("profile 8.4", options=("--profile", "8.4"))
check = chapter.check
CHAPTERS = [chapter]


@check("versions.md", "it says that it is 8.4")
def _(site):
    version = site.api.version.get()
    equal(version["release"], "8.4")
    holds(version["version"].startswith("8.4."), version["version"])


@check("versions.md, LXC", "a container is privileged unless it says otherwise")
def _(site):
    site.create_container(100)
    equal(site.lxc(100).config.get().get("unprivileged", 0), 0)
    site.create_container(101, unprivileged=1)
    equal(site.lxc(101).config.get()["unprivileged"], 1)


@check("versions.md, LXC", "what 9 has added is unknown")
def _(site):
    answer = site.wire.post(
        "/nodes/pve1/lxc", vmid=102, ostemplate="local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst", entrypoint="/x")
    holds("entrypoint" in (answer.errors or {}), str(answer))


@check("versions.md, QEMU", "VM.Monitor is a privilege, those of the guest agent are not")
def _(site):
    site.root.access.roles.post(roleid="Old", privs="VM.Monitor")
    answer = site.server.with_ticket().post("/access/roles", roleid="New", privs="VM.GuestAgent.Audit")
    holds(answer.status >= 400 and "invalid privilege 'VM.GuestAgent.Audit'" in answer.body.decode(), str(answer))


@check("versions.md, HA", "HA has groups and no rules")
def _(site):
    equal(site.wire.get("/cluster/ha/groups").status, 200)
    equal(site.wire.get("/cluster/ha/rules").reason, "Method 'GET /cluster/ha/rules' not implemented")


@check("versions.md, QEMU", "memory is a string, as in 9")
def _(site):
    site.create_machine(200)
    equal(site.qemu(200).config.get()["memory"], "512")
