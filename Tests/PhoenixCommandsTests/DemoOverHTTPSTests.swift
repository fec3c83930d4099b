import Foundation
import PhoenixModel
import PhoenixSimulator
import Testing

/// `make run-https`: the same, through Proxmox's own API and a node's shell.
struct DemoOverHTTPSTests {
    @Test("It ends in the same state as the simulated host in the program itself")
    func demo() async throws {
        async let inProcess = cluster(after: [])
        async let served = cluster(after: ["https"])
        let (expected, found) = try await (EndState(inProcess), EndState(served))
        #expect(found.guests.count == 9)
        #expect(Set(found.guests.keys) == Set(expected.guests.keys))
        for (id, guest) in expected.guests {
            for (field, value) in guest {
                let other = try #require(found.guests[id])[field]
                #expect(other == value, "guest \(id), \(field)")
            }
            #expect(found.guests[id]?.count == guest.count, "guest \(id)")
        }
        #expect(found.storages == expected.storages)
    }

    /// The host as the demonstration leaves it.
    private func cluster(after arguments: [String]) async throws -> Cluster {
        let scratch = try Scratch()
        let temporary = scratch.url.appending(path: "tmp", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
        let answer = try await scratch.shell(
            "exec '\(Program.root.path)/scripts/demo' \(arguments.joined(separator: " "))",
            with: ["TMPDIR": temporary.path, "PHOENIX": Program.phoenix.path, "KEEP": "1"])
        #expect(answer.status == 0, "\(answer.output)\(answer.errors)")
        #expect(answer.output.contains("9 of 9 guests completed"))
        #expect(answer.output.contains("$ phoenix sync --once\nexit code 0\n"))
        let folder = try #require(try FileManager.default.contentsOfDirectory(atPath: temporary.path).first)
        let file = temporary.appending(path: "\(folder)/host.json")
        return try SimulatedHost(file: file.path, access: .readOnly).cluster
    }
}
