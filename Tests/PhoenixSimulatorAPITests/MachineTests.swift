import Foundation
import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess
import Testing

@Suite("Machines over the API")
struct MachineTests {
    private let base = "/nodes/pve1/qemu"

    private func client(_ more: [String: String] = [:]) async throws -> Client {
        let client = try Client()
        let form = [
            "vmid": "311", "name": "vm311", "memory": "512", "cores": "1", "scsi0": "local-lvm:1",
            "net0": "virtio,bridge=vmbr0", "ide2": "local-lvm:cloudinit", "agent": "1",
        ].merging(more) { $1 }
        let answer = await client.post(base, form)
        #expect(await client.exitStatus(answer) == "OK", "\(answer.reason)")
        return client
    }

    @Test("Values have Proxmox's types: numbers, and texts for memory and agent")
    func types() async throws {
        let client = try await client(["onboot": "1", "cpulimit": "1.5"])
        let config = await client.get("\(base)/311/config").object
        #expect(config["memory"] as? String == "512")
        #expect(config["agent"] as? String == "1")
        #expect(config["cpulimit"] as? String == "1.5")
        #expect(config["cores"] as? Int == 1)
        #expect(config["onboot"] as? Int == 1)
        #expect((config["digest"] as? String)?.count == 40)
        let status = await client.get("\(base)/311/status/current").object
        #expect(status["qmpstatus"] as? String == "stopped")
        #expect(status["agent"] as? Int == 1)
    }

    @Test("Started after its creation if asked to")
    func starts() async throws {
        let client = try await client(["start": "1"])
        var status = ""
        for _ in 0..<5 where status != "running" {
            status = await client.get("\(base)/311/status/current").object["status"] as? String ?? ""
        }
        #expect(status == "running")
        let ping = await client.post("\(base)/311/agent/ping")
        #expect(ping.status == 200 || ping.reason == "QEMU guest agent is not running")
    }

    @Test("PUT answers nothing, POST a task, and with a delay nothing again")
    func updates() async throws {
        let client = try await client()
        let put = await client.put("\(base)/311/config", ["memory": "768"])
        #expect(put.status == 200 && put.text == #"{"data":null}"#)
        let post = await client.post("\(base)/311/config", ["cores": "2"])
        #expect(post.upid.contains(":qmconfig:311:"))
        #expect(await client.exitStatus(post) == "OK")
        let waited = await client.post("\(base)/311/config", ["cores": "3", "background_delay": "5"])
        #expect(waited.status == 200 && waited.data is NSNull)
        let failed = await client.post("\(base)/311/config", ["boot": "order=net7", "background_delay": "5"])
        #expect(failed.reason == "failed to update VM 311: invalid bootorder: device 'net7' does not exist'")
    }

    @Test("Refusals by parameter and by text")
    func refusals() async throws {
        let client = try await client()
        let unknown = await client.put("\(base)/311/config", ["delete": "nosuch"])
        #expect(unknown.status == 400 && unknown.errors == ["delete": "unknown option 'nosuch'"])
        let raw = await client.put("\(base)/311/config", ["hostpci0": "0000:01:00.0"])
        #expect(raw.status == 500 && raw.reason == "only root can set 'hostpci0' config for non-mapped devices")
        let arguments = await client.put("\(base)/311/config", ["args": "-x"])
        #expect(arguments.reason == "only root can set 'args' config")
        let taken = await client.post(base, ["vmid": "311"])
        #expect(taken.reason == "unable to create VM 311 - VM 311 already exists on node 'pve1'")
        let shrunk = await client.put("\(base)/311/resize", ["disk": "scsi0", "size": "512M"])
        #expect(await client.exitStatus(shrunk) == "shrinking disks is not supported")
        let missing = await client.put("\(base)/311/resize", ["disk": "scsi9", "size": "2G"])
        #expect(missing.reason == "disk 'scsi9' does not exist")
        let drive = await client.put("\(base)/311/resize", ["disk": "ide2", "size": "2G"])
        #expect(drive.reason == "you can't resize a cdrom")
        let absent = await client.get("\(base)/999/config")
        #expect(absent.reason == "Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist")
    }

    @Test("Disks are unlinked, moved, cloned and kept in templates")
    func disks() async throws {
        let client = try await client()
        #expect(await client.put("\(base)/311/config", ["scsi1": "local-lvm:2"]).status == 200)
        #expect(await client.put("\(base)/311/unlink", ["idlist": "scsi1"]).status == 200)
        #expect(await client.get("\(base)/311/config").object["unused0"] as? String == "local-lvm:vm-311-disk-1")
        #expect(await client.put("\(base)/311/unlink", ["idlist": "unused0"]).status == 200)
        #expect(await client.exitStatus(client.post("\(base)/311/template")) == "OK")
        let linked = await client.post("\(base)/311/clone", ["newid": "312"])
        #expect(await client.exitStatus(linked) == "OK")
        let log = await client.get("/nodes/pve1/tasks/\(linked.upid)/log").list.compactMap { $0["t"] as? String }
        let begin = [
            "creating a clone of VM 311 with ID 312", "create full clone of drive ide2 (local-lvm:vm-311-cloudinit)",
            "allocated target volume 'local-lvm:vm-312-cloudinit'",
        ]
        #expect(Array(log.prefix(3)) == begin)
        #expect(await client.get("\(base)/312/config").object["name"] as? String == "Copy-of-VM-vm311")
    }

    @Test("The agent's commands and the cloud-init dump")
    func agent() async throws {
        let client = try await client(["ciuser": "phoenix", "ipconfig0": "ip=10.0.0.5/24"])
        let stopped = await client.post("\(base)/311/agent/exec", ["command": "true"])
        #expect(stopped.reason == "VM 311 is not running")
        let dump = await client.get("\(base)/311/cloudinit/dump", ["type": "user"])
        #expect((dump.data as? String)?.contains("user: phoenix\n") == true)
        let rows = await client.get("\(base)/311/cloudinit").list
        #expect(rows.contains { $0["key"] as? String == "ciuser" && $0["value"] as? String == "phoenix" })
        let names = await client.get("\(base)/311/agent").list.compactMap { $0["name"] as? String }
        #expect(names.contains("network-get-interfaces") && names == names.sorted())
    }
}
