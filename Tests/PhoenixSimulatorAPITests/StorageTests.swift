import Foundation
import PhoenixModel
import PhoenixSimulator
import Testing

@Suite("Storages and what lies on them")
struct StorageTests {
    @Test("A storage is added, changed, refused what it cannot have, and removed")
    func configuration() async throws {
        let client = try Client()
        let added = await client.post("/storage", ["storage": "tank", "type": "zfspool", "pool": "tank/vm"])
        #expect(added.object["type"] as? String == "zfspool")
        let read = await client.get("/storage/tank").object
        #expect(read["content"] as? String == "images,rootdir")
        #expect(read["pool"] as? String == "tank/vm")
        #expect((read["digest"] as? String)?.count == 40)

        let twice = await client.post("/storage", ["storage": "tank", "type": "zfspool", "pool": "x"])
        #expect(twice.reason == "create storage failed: storage ID 'tank' already defined")
        let bare = await client.post("/storage", ["storage": "other", "type": "dir"])
        #expect(bare.reason == "missing value for required option 'path'")
        let wrong = await client.post("/storage", ["storage": "other", "type": "zfspool", "pool": "x", "path": "/x"])
        #expect(wrong.reason == "unexpected property 'path'")

        #expect(await client.put("/storage/tank", ["nodes": "pve1", "sparse": "1"]).status == 200)
        #expect(await client.get("/storage/tank").object["sparse"] as? Int == 1)
        let fixed = await client.put("/storage/tank", ["pool": "other"])
        #expect(fixed.reason == "update storage failed: can't change value of fixed parameter 'pool'")
        let stale = await client.put("/storage/tank", ["sparse": "0", "digest": String(repeating: "0", count: 40)])
        #expect(stale.reason.hasSuffix("detected modified configuration - file changed by other user? Try again."))
        let required = await client.put("/storage/tank", ["delete": "pool"])
        #expect(required.reason == "update storage failed: unable to delete required option 'pool'")

        #expect(await client.put("/storage/tank", ["disable": "1"]).status == 200)
        let content = await client.get("/nodes/pve1/storage/tank/content")
        #expect(content.reason == "storage 'tank' is disabled")
        #expect(await client.delete("/storage/tank").status == 200)
        #expect(await client.get("/storage/tank").reason == "storage 'tank' does not exist")
    }

    @Test("A node's storages are narrowed down by content, name and format")
    func nodeStorages() async throws {
        let client = try Client()
        let rows = await client.get("/nodes/pve1/storage").list
        #expect(rows.compactMap { $0["storage"] as? String } == ["local", "local-lvm"])
        #expect(rows.allSatisfy { $0["used_fraction"] != nil && $0["active"] as? Int == 1 })
        let images = await client.get("/nodes/pve1/storage", ["content": "images", "format": "1"]).list
        #expect(images.count == 1)
        #expect((images.first?["formats"] as? [String: Any])?["default"] as? String == "raw")
        let unknown = await client.get("/nodes/pve1/storage", ["storage": "nosuch"])
        #expect(unknown.errors == ["storage": "No such storage."])
    }

    @Test("A file is fetched once; again only with the same checksum")
    func download() async throws {
        let client = try Client()
        let path = "/nodes/pve1/storage/local/download-url"
        let digest = String(repeating: "ab", count: 32)
        var order = ["content": "iso", "filename": "debian.iso", "url": "http://example.org/debian.iso"]
        let refused = await client.post(path, order.merging(["filename": "debian.exe"]) { $1 })
        #expect(refused.errors == ["filename": "wrong file extension"])
        let block = await client.post("/nodes/pve1/storage/local-lvm/download-url", order)
        #expect(block.reason == "can't upload to storage type 'lvmthin', not a file based storage!")

        order.merge(["checksum": digest, "checksum-algorithm": "sha256"]) { $1 }
        #expect(await client.exitStatus(await client.post(path, order)) == "OK")
        let listed = await client.get("/nodes/pve1/storage/local/content", ["content": "iso"]).list
        #expect(listed.compactMap { $0["volid"] as? String } == ["local:iso/debian.iso"])
        #expect(await client.exitStatus(await client.post(path, order)) == "OK")
        let other = order.merging(["checksum": String(repeating: "cd", count: 32)]) { $1 }
        let mismatch = await client.exitStatus(await client.post(path, other))
        #expect(mismatch.hasPrefix("checksum mismatch: got '\(digest)' != expect 'cdcd"))
        let plain = ["content": "iso", "filename": "debian.iso", "url": "http://example.org/debian.iso"]
        let again = await client.exitStatus(await client.post(path, plain))
        #expect(again == "refusing to override existing file '/var/lib/vz/template/iso/debian.iso'")

        let removed = await client.delete("/nodes/pve1/storage/local/content/local:iso/debian.iso", ["delay": "5"])
        #expect(removed.status == 200)
        #expect(removed.upid.isEmpty)
        #expect(await client.get("/nodes/pve1/storage/local/content", ["content": "iso"]).list.isEmpty)
    }

    @Test("Guests' disks are listed with their owners")
    func disks() async throws {
        let client = try Client()
        let template = "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst"
        let created = await client.post(
            "/nodes/pve1/lxc", ["vmid": "200", "ostemplate": template, "rootfs": "local-lvm:4"])
        #expect(await client.exitStatus(created) == "OK")
        let disk = try #require(await client.get("/nodes/pve1/storage/local-lvm/content").list.first)
        #expect(disk["volid"] as? String == "local-lvm:vm-200-disk-0")
        #expect(disk["content"] as? String == "rootdir")
        #expect(disk["vmid"] as? Int == 200)
        #expect(disk["size"] as? Int == 4 << 30)
        #expect(await client.get("/nodes/pve1/storage/local-lvm/content", ["vmid": "201"]).list.isEmpty)
        let info = await client.get("/nodes/pve1/storage/local-lvm/content/vm-200-disk-0").object
        #expect(info["path"] as? String == "/dev/pve/vm-200-disk-0")
    }

    @Test("A template is downloaded from Proxmox's own list")
    func appliance() async throws {
        let client = try Client()
        let template = try #require(await client.get("/nodes/pve1/aplinfo").list.first?["template"] as? String)
        let path = "/nodes/pve1/aplinfo"
        #expect(
            await client.post(path, ["storage": "local", "template": "nosuch"]).errors["template"] == "no such template"
        )
        #expect(await client.exitStatus(await client.post(path, ["storage": "local", "template": template])) == "OK")
        let volumes = await client.get("/nodes/pve1/storage/local/content", ["content": "vztmpl"]).list
        #expect(volumes.contains { $0["volid"] as? String == "local:vztmpl/\(template)" })
    }
}
