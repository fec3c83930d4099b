"""Storages, their content, and downloads (behaviour.md 14)."""

from story import Chapter, contains, equal, holds, invalid, refused

chapter = Chapter("storages")
check = chapter.check
CHAPTERS = [chapter]

URL = "http://127.0.0.1:9/a.tar.zst"


@check("recording 7", "a node's storages")
def _(site):
    rows = {row["storage"]: row for row in site.node.storage.get()}
    equal(sorted(rows), ["local", "local-lvm"])
    contains(rows["local"], {"active": 1, "enabled": 1, "shared": 0, "type": "dir"})
    contains(rows["local-lvm"], {"active": 1, "enabled": 1, "shared": 0, "type": "lvmthin"})
    equal(set(rows["local-lvm"]["content"].split(",")), {"images", "rootdir"})
    for row in rows.values():
        equal(row["total"], row["used"] + row["avail"] if row["type"] == "lvmthin" else row["total"])
        holds(0 <= row["used_fraction"] <= 1, f"used_fraction is {row['used_fraction']}")


@check("recording 7", "only those that take a content")
def _(site):
    equal([row["storage"] for row in site.node.storage.get(content="rootdir")], ["local-lvm"])


@check("recording 10", "the status of one storage")
def _(site):
    contains(site.node.storage("local").status.get(), {"active": 1, "enabled": 1, "shared": 0, "type": "dir"})


@check("7.2", "a storage that does not exist")
def _(site):
    refused(site.node.storage("nosuch").content.get, 500, "storage 'nosuch' does not exist")


@check("recording 8", "the content of a storage")
def _(site):
    rows = {row["volid"]: row for row in site.node.storage("local").content.get()}
    contains(rows["local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst"], {"content": "vztmpl", "format": "tzst"})
    templates = site.node.storage("local").content.get(content="vztmpl")
    equal(sorted(row["volid"] for row in templates), [
        "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst",
        "local:vztmpl/ubuntu-24.04-standard_24.04-2_amd64.tar.zst"])


@check("recording 17", "the storages' configuration")
def _(site):
    rows = {row["storage"]: row for row in site.api.storage.get()}
    contains(rows["local"], {"path": "/var/lib/vz", "type": "dir"})
    equal(site.api.storage("local-lvm").get()["type"], "lvmthin")
    equal([row["storage"] for row in site.api.storage.get(type="dir")], ["local"])


@check("14.1", "a download is a task, and its file appears")
def _(site):
    upid = site.node.storage("local")("download-url").post(content="vztmpl", filename="new_1_amd64.tar.zst", url=URL)
    holds(":download:" in upid, upid)
    site.done(upid)
    holds("local:vztmpl/new_1_amd64.tar.zst" in [row["volid"] for row in site.node.storage("local").content.get()],
          "it is not listed")


@check("14.1", "a download where no files go")
def _(site):
    refused(lambda: site.node.storage("local-lvm")("download-url").post(
        content="iso", filename="a.iso", url=URL), 500,
            "can't upload to storage type 'lvmthin', not a file based storage!")


@check("14.1", "a download with a wrong ending")
def _(site):
    invalid(lambda: site.node.storage("local")("download-url").post(content="vztmpl", filename="a.txt", url=URL),
            filename="wrong file extension")


@check("14.1", "a download over an existing file")
def _(site):
    upid = site.node.storage("local")("download-url").post(content="vztmpl", filename="new_1_amd64.tar.zst", url=URL)
    text = site.ended(upid)
    holds(text.startswith("refusing to override existing file '"), text)


@check("14.1", "a template of Proxmox's own list, and one that is not on it")
def _(site):
    names = [row["template"] for row in site.node.aplinfo.get()]
    holds(names, "the list is empty")
    invalid(lambda: site.node.aplinfo.post(storage="local", template="nosuch.tar.zst"), template="no such template")


@check("14.2", "deleting a file is a task; with a delay null")
def _(site):
    upid = site.node.storage("local").content("local:vztmpl/new_1_amd64.tar.zst").delete()
    holds(":imgdel:" in upid, upid)
    site.done(upid)
    holds("local:vztmpl/new_1_amd64.tar.zst" not in [row["volid"] for row in site.node.storage("local").content.get()],
          "it is still listed")


@check("5 of the issue", "a storage is added, changed and removed")
def _(site):
    site.api.storage.post(storage="more", type="dir", path="/srv/more", content="iso,vztmpl")
    holds("more" in [row["storage"] for row in site.node.storage.get()], "it is not listed")
    site.api.storage("more").put(content="iso")
    equal(site.api.storage("more").get()["content"], "iso")
    site.api.storage("more").put(disable=1)
    equal([row["enabled"] for row in site.node.storage.get() if row["storage"] == "more"], [0])
    site.api.storage("more").delete()
    equal(sorted(row["storage"] for row in site.api.storage.get()), ["local", "local-lvm"])


@check("7.2", "a disabled storage takes no container")
def _(site):
    site.api.storage("local-lvm").put(disable=1)
    refused(lambda: site.node.lxc.post(
        vmid=150, ostemplate="local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst", storage="local-lvm"), 500,
            "storage 'local-lvm' is disabled")
    site.api.storage("local-lvm").put(disable=0)
