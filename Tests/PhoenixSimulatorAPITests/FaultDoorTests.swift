import Foundation
import PhoenixModel
import PhoenixSimulator
import PhoenixSimulatorAPI
import Testing

/// Faults, people and the clock, steered while the API is served.
@Suite("What goes wrong at the API")
struct FaultDoorTests {
    private static let container = [
        "vmid": "101", "ostemplate": "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst", "rootfs": "local-lvm:4",
    ]

    @Test("A request that is lost before its effect has none; one lost after it has")
    func losses() async throws {
        for (kind, isMade) in [(Fault.Kind.lostBeforeEffect, false), (.lostAfterEffect, true)] {
            let client = try Client()
            client.api.change { $0.add(Fault(operation: .change(.create), trigger: Trigger(times: 1), kind: kind)) }
            #expect(await client.post("/nodes/pve1/lxc", Self.container).isLost)
            #expect(client.api.cluster.guests.isEmpty != isMade)
        }
    }

    @Test(
        "Refusals have Proxmox's status and words",
        arguments: [
            (Fault.Kind.forbidden, 403, "Permission check failed"), (.nodeOffline, 595, "No route to host"),
            (.lockTimeout, 500, "can't lock file '/run/lock/lxc/pve-config-101.lock' - got timeout"),
            (.slow(seconds: 40), 596, "Connection timed out"),
        ])
    func refusals(_ kind: Fault.Kind, _ status: Int, _ reason: String) async throws {
        let client = try Client()
        client.api.change { $0.add(Fault(operation: .change(.create), trigger: Trigger(times: 1), kind: kind)) }
        let answer = await client.post("/nodes/pve1/lxc", Self.container)
        #expect(answer.status == status)
        #expect(answer.reason.hasPrefix(reason))
    }

    @Test("A task fails with what the fault says")
    func taskError() async throws {
        let client = try Client()
        client.api.change { $0.add(Fault(operation: .change(.create), trigger: Trigger(times: 1), kind: .storageFull)) }
        let created = await client.post("/nodes/pve1/lxc", Self.container)
        #expect(await client.exitStatus(created) == "No space left on device")
        #expect(client.api.cluster.guests.isEmpty, "a failed creation leaves nothing")
    }

    @Test("A look at a task is struck, also by a fault that names the guest")
    func taskLook() async throws {
        let kinds: [Fault.Kind] = [.taskError, .taskVanishes(.done), .guestDeleted]
        for kind in kinds {
            let client = try Client()
            let created = await client.post("/nodes/pve1/lxc", Self.container)
            client.api.change {
                $0.advance(to: $0.now.adding(seconds: 60))
                $0.add(Fault(operation: .lookAtTask, guest: GuestID(101), trigger: Trigger(times: 1), kind: kind))
            }
            let looked = await client.get("/nodes/pve1/tasks/\(created.upid)/status")
            switch kind {
            case .taskError: #expect(looked.object["exitstatus"] as? String == "unable to read tail (got 0 bytes)")
            case .taskVanishes: #expect(looked.errors["upid"] == "no such task")
            default: #expect(looked.object["exitstatus"] as? String == "OK" && client.api.cluster.guests.isEmpty)
            }
            #expect(client.api.cluster.faults.first?.trigger.met == 1, "\(kind)")
        }
    }

    @Test("A number is taken just before a guest is made with it")
    func numberTaken() async throws {
        let client = try Client()
        client.api.change { $0.add(Fault(trigger: Trigger(times: 1), kind: .numberTaken)) }
        let refused = await client.post("/nodes/pve1/lxc", Self.container)
        #expect(refused.status == 500 && refused.text.contains("101"), "\(refused.text) \(refused.reason)")
        #expect(client.api.cluster.guests.keys.sorted() == [GuestID(101)])
    }

    @Test("A stale look shows what was there at the look before")
    func stale() async throws {
        let client = try Client()
        client.api.change {
            $0.add(Fault(operation: .observe, trigger: Trigger(occurrence: 2), kind: .staleRead))
        }
        #expect(await client.get("/nodes/pve1/lxc").list.isEmpty)
        #expect(await client.exitStatus(await client.post("/nodes/pve1/lxc", Self.container)) == "OK")
        #expect(await client.get("/nodes/pve1/lxc").list.isEmpty)
        #expect(await client.get("/nodes/pve1/lxc").list.count == 1)
    }

    @Test("A download is struck by its own name")
    func download() async throws {
        let client = try Client()
        let order = [
            "content": "vztmpl", "filename": "alpine.tar.xz", "url": "https://images.example/alpine.tar.xz",
            "checksum": String(repeating: "a", count: 64), "checksum-algorithm": "sha256", "verify-certificates": "1",
        ]
        client.api.change {
            $0.add(Fault(operation: .change(.download), trigger: Trigger(times: 1), kind: .taskError))
        }
        let path = "/nodes/pve1/storage/local/download-url"
        #expect(
            await client.exitStatus(await client.post(path, order)) == "command '/usr/bin/task' failed: exit code 1")
        #expect(await client.exitStatus(await client.post(path, order)) == "OK")
    }

    @Test("Faults are set and taken away under a path that Proxmox does not have")
    func control() async throws {
        let client = try Client()
        let fault = #"[{"operation": "start", "kind": {"refused": {}}}]"#
        #expect(await client.control("POST", "faults", fault).status == 200)
        #expect(client.api.cluster.hasFaults)
        #expect(await client.control("DELETE", "faults", "").text == "[]")
        let moved = await client.control("POST", "clock", #"{"advanceSeconds": 90}"#)
        #expect(moved.text == #"{"milliseconds":\#(Cluster.epoch.adding(seconds: 90).milliseconds)}"#)
        let wrong = await client.control("POST", "faults", "[{}]")
        #expect(wrong.status == 400)
        #expect(await client.control("GET", "nothing", "").status == 501)
    }

    @Test("The node's shell does what no API can: commands and files inside a container")
    func shell() async throws {
        let client = try Client()
        #expect(await client.exitStatus(await client.post("/nodes/pve1/lxc", Self.container)) == "OK")
        #expect(await client.shell("pct", "status", "101").output == "status: stopped\n")
        let early = await client.shell("pct", "exec", "101", "--", "true")
        #expect((early.exitCode, early.errorOutput) == (255, "container '101' not running!\n"))
        #expect(await client.exitStatus(await client.post("/nodes/pve1/lxc/101/status/start")) == "OK")
        #expect(await client.shell("pct", "push", "101", "here", "/etc/motd", input: "hello\n").exitCode == 0)
        #expect(await client.shell("pct", "exec", "101", "--", "cat", "/etc/motd").output == "hello\n")
        #expect(await client.shell("pct", "pull", "101", "/etc/motd", "there").output == "hello\n")
        #expect(await client.shell("pct", "exec", "101", "--", "sh", "-c", "false && true").exitCode == 1)
        #expect(await client.shell("pct", "set", "101", "--memory", "640").exitCode == 0)
        #expect(await client.shell("pct", "config", "101").output.contains("memory: 640\n"))
        #expect(await client.shell("pct", "exec", "102", "--", "true").errorOutput.contains("does not exist"))
        #expect(await client.shell("reboot").exitCode == 127)
    }
}
