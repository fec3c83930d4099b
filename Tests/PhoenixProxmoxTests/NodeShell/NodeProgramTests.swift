import Foundation
import PhoenixModel
import TestPrograms
import Testing

@testable import PhoenixProxmox

/// The program that Phoenix runs on nodes, run by a real shell on a folder that stands for the node's own.
@Suite("Phoenix's program for nodes, in a real shell")
struct NodeProgramTests {
    private static let file = """
        #kept by\\x20people
        arch: amd64
        hostname: web
        lxc.apparmor.profile: unconfined
        lxc.idmap: u 0 100000 65536
        lxc.mount.auto = proc:rw

        [pve:pending]
        memory: 1024

        [before]
        hostname: web
        lxc.idmap: u 0 100000 65536
        snaptime: 1700000000

        """

    @Test("Raw lines take the place of those with their key, and nothing else changes")
    func rawLines() async throws {
        let node = try ScratchNode(files: ["lxc/101.conf": Self.file])
        let input = "lxc.idmap\nlxc.idmap: u 0 200000 1000\nlxc.idmap: g 0 200000 1000\n\nlxc.mount.auto\n\n"
        #expect(try await node.run("raw-lines", "101", input: input).exitCode == 0)
        let expected = Self.file
            .replacing(
                "lxc.idmap: u 0 100000 65536\nlxc.mount.auto = proc:rw\n",
                with: "lxc.idmap: u 0 200000 1000\nlxc.idmap: g 0 200000 1000\n", maxReplacements: 1)
        #expect(try node.text(of: "lxc/101.conf") == expected)
        // Once more, nothing changes.
        #expect(try await node.run("raw-lines", "101", input: input).exitCode == 0)
        #expect(try node.text(of: "lxc/101.conf") == expected)
        #expect(try node.files(in: "lxc") == ["101.conf"])
    }

    @Test("A container without sections, and one without raw lines, gets them at its end")
    func firstRawLines() async throws {
        let node = try ScratchNode(files: ["lxc/7.conf": "hostname: a\n"])
        #expect(try await node.run("raw-lines", "7", input: "lxc.a\nlxc.a: 1\n\nlxc.b\nlxc.b: x y\n\n").exitCode == 0)
        #expect(try node.text(of: "lxc/7.conf") == "hostname: a\nlxc.a: 1\nlxc.b: x y\n")
    }

    @Test("A locked container and one that is not there are left alone, in Proxmox's words")
    func refusals() async throws {
        let locked = "hostname: a\nlock: backup\n"
        let node = try ScratchNode(files: ["lxc/101.conf": locked])
        let refused = try await node.run("raw-lines", "101", input: "lxc.a\nlxc.a: 1\n\n")
        #expect(Failure(refused, while: "configure it").code == .locked)
        #expect(try node.text(of: "lxc/101.conf") == locked)
        let missing = try await node.run("raw-lines", "102", input: "lxc.a\n\n")
        #expect(Failure(missing, while: "configure it").code == .notFound)
    }

    @Test("Guests' files are shown as they are, with the digest that Proxmox gives them")
    func files() async throws {
        let machine = "boot: order=scsi0\nname: big\n\n[PENDING]\nmemory: 4096\ndelete: agent,!onboot\n"
        let node = try ScratchNode(
            files: [
                "nodes/pve1/lxc/101.conf": Self.file, "nodes/pve2/qemu-server/102.conf": machine,
                "nodes/pve2/qemu-server/note.txt": "no guest\n",
            ])
        let seen = NodeFiles(try await node.run("look", "files").output)
        let container = GuestReference(id: try #require(GuestID(101)), kind: .container, node: "pve1")
        let other = GuestReference(id: try #require(GuestID(102)), kind: .machine, node: "pve2")
        #expect(Set(seen.guests.keys) == [container, other])
        #expect(seen.devices.contains("/dev/null"))
        let file = try #require(seen.guests[container])
        #expect(file.snapshotNames == ["before"])
        #expect(file.config.inForce["hostname"] == "web")
        #expect(file.config.next["memory"] == "1024" && file.config.inForce["memory"] == nil)
        #expect(
            file.config.inForce.rawLines.map(\.key) == ["lxc.apparmor.profile", "lxc.idmap", "lxc.mount.auto"])
        #expect(file.digest == (try await node.digest(of: "nodes/pve1/lxc/101.conf")))
        let pending = try #require(seen.guests[other]).config
        #expect(pending.next["memory"] == "4096" && pending.waitingKeys == ["memory"])
    }

    @Test("Receipts of many containers come together, and those that do not answer say why")
    func receipts() async throws {
        // Enters no container but this machine, whose receipts are none of the test's business.
        let node = try ScratchNode(
            files: [:], attaching: "[ $2 != 103 ] || { echo not running >&2; exit 1; }\necho said in $2")
        let result = try await node.run("receipts", "101", "103", "102", input: "a program")
        #expect(
            String(decoding: result.output, as: UTF8.self) == """
                guest 101 0
                 said in 101
                guest 103 1
                 not running
                guest 102 0
                 said in 102

                """)
    }

    @Test("A node without guests shows its devices")
    func empty() async throws {
        let node = try ScratchNode(files: [:])
        let seen = NodeFiles(try await node.run("look", "files").output)
        #expect(seen.guests.isEmpty && seen.devices.contains("/dev/null"))
        #expect(try await node.run("nothing").exitCode == 64)
    }
}

/// A folder that stands for `/etc/pve` and `/run/lock/lxc` of a node.
private struct ScratchNode {
    private let folder: URL

    /// - Parameter script: stands for `lxc-attach`.
    init(files: [String: String], attaching script: String = "exit 1") throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "phoenix-node-\(UUID().uuidString)")
        for name in ["pve/lxc", "lock"] {
            try FileManager.default.createDirectory(
                at: folder.appending(path: name), withIntermediateDirectories: true)
        }
        let attach = folder.appending(path: "lxc-attach")
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: attach)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: attach.path)
        for (path, text) in files {
            let file = folder.appending(path: "pve/\(path)")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
    }

    func text(of path: String) throws -> String {
        try String(contentsOf: folder.appending(path: "pve/\(path)"), encoding: .utf8)
    }

    func files(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "pve/\(path)").path)
    }

    /// The program's own text, with this folder in place of the node's.
    func run(_ arguments: String..., input: String = "") async throws -> NodeCommandResult {
        var words = NodeProgram.words("") + []
        words.removeLast()
        let program = words[2].replacing("/etc/pve", with: folder.appending(path: "pve").path)
            .replacing("/run/lock/lxc", with: folder.appending(path: "lock").path)
        return try await spawn(["-c", program, "phoenix-node"] + arguments, input: input)
    }

    func digest(of path: String) async throws -> String {
        let result = try await spawn(["-c", "sha1sum <'\(folder.path)/pve/\(path)'"], input: "")
        return String(String(decoding: result.output, as: UTF8.self).prefix { $0 != " " })
    }

    private func spawn(_ arguments: [String], input: String) async throws -> NodeCommandResult {
        let ending = try await RecordedProgram(
            ["/bin/sh"] + arguments, input: Array(input.utf8),
            environment: ["PATH": "\(folder.path):/usr/sbin:/usr/bin:/sbin:/bin"]
        ).ended()
        return NodeCommandResult(exitCode: ending.status, output: ending.output, errorOutput: ending.errors)
    }
}
