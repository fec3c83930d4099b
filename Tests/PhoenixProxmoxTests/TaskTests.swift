import Foundation
import PhoenixModel
import PhoenixSimulator
import Testing

@testable import PhoenixProxmox

@Suite("Tasks that Proxmox works on")
struct TaskTests {
    private static let task = TaskID("UPID:pve1:0000146C:000613CC:6B03B6E8:vzcreate:301:root@pam!conf:")
    private static let later = Instant(milliseconds: 5000)

    @Test(
        "How they stand",
        arguments: [
            (#"{"status":"running","type":"vzcreate"}"#, .running(lookAgainAt: later)),
            (#"{"status":"stopped","exitstatus":"OK"}"#, .succeeded(warnings: [])),
            (#"{"status":"stopped","exitstatus":"WARNINGS: 2"}"#, .succeeded(warnings: ["old systemd", "no DNS"])),
            (#"{"status":"stopped","exitstatus":"unexpected status"}"#, .vanished),
            (#"{"status":"stopped","exitstatus":"unable to get last line from task log - file not found"}"#, .vanished),
            (#"{"status":"stopped"}"#, .vanished),
        ] as [(String, TaskSight)])
    func stands(body: String, sight: TaskSight) throws {
        let status = try JSONDecoder().decode(TaskStatus.self, from: Data(body.utf8))
        let log = ["extracting", "WARN: old systemd", "WARN: no DNS", "TASK WARNINGS: 2"].map(TaskLogLine.init)
        #expect(TaskSight(status, of: Self.task, log: log, nextLook: Self.later) == sight)
        #expect(status.hasWarnings == body.contains("WARNINGS"))
    }

    @Test("An error is told with its text")
    func failed() throws {
        let text = "unable to create CT 302 - volume 'local:vztmpl/nosuch.tar.zst' does not exist"
        let status = TaskStatus(status: "stopped", exitstatus: text)
        guard case .failed(let failure) = TaskSight(status, of: Self.task, nextLook: Self.later) else {
            Issue.record("it did not fail")
            return
        }
        #expect((failure.code, failure.message) == (.notFound, "the host's task failed: \(text)"))
    }

    @Test("One that the node does not know has vanished; one whose node is silent is unknown")
    func asked() {
        let request = ProxmoxRequest(.get, "/nodes/\("pve1")/tasks/\(Self.task)/status")
        let unknown = Refusal(status: 400, message: "Parameter", parameterErrors: ["upid": "no such task"])
        #expect(TaskSight(.refused(unknown), asking: request, of: Self.task) == .vanished)
        let silent = TaskSight(.refused(Refusal(status: 595, message: "")), asking: request, of: Self.task)
        guard case .unknown(let failure) = silent else {
            Issue.record("\(silent)")
            return
        }
        #expect(failure.code == .nodeOffline)
    }

    @Test("Their names tell node, guest and work")
    func names() throws {
        let identity = try #require(TaskIdentity(Self.task))
        #expect((identity.node, identity.guest, identity.operation) == ("pve1", GuestID(301), .create))
        let onNode = try #require(TaskIdentity("UPID:pve2:0000146C:0000613CC:6B03B6E8:srvreload:networking:root@pam:"))
        #expect((onNode.node, onNode.guest, onNode.operation) == ("pve2", nil, nil))
        let download = try #require(
            TaskIdentity("UPID:pve1:0000146C:000613CC:6B03B6E8:download:alpine-3.22_amd64.tar.xz:root@pam:"))
        #expect((download.guest, download.operation) == (nil, .download))
        #expect((download.fileName, identity.fileName) == ("alpine-3.22_amd64.tar.xz", nil))
        for text in [
            "", "UPID:nonsense", "UPID:pve1:1:2:3:vzcreate:301:root@pam:", "UPID::0000146C:000613CC:6B03B6E8:x:::",
        ] {
            #expect(TaskIdentity(TaskID(text)) == nil)
        }
    }

    @Test("A container is created, and its task followed to its end")
    func followed() async throws {
        let server = try JoinedServer(Scenario.homelab)
        let form: ProxmoxForm = [
            "vmid": "101", "ostemplate": "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst",
            "rootfs": "local-lvm:4", "unprivileged": "1",
        ]
        let upid = try await server.answer(PhoenixProxmox.Endpoint<String>(.post, "/nodes/pve1/lxc", form))
        let identity = try #require(TaskIdentity(TaskID(upid)))
        #expect(identity.operation == .create)
        let status = try await server.answer(
            PhoenixProxmox.Endpoint<TaskStatus>(.get, "/nodes/\(identity.node)/tasks/\(upid)/status"))
        #expect(TaskSight(status, of: TaskID(upid), nextLook: Self.later) == .succeeded(warnings: []))
    }
}
