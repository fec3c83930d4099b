import Foundation
import Testing

/// `phoenix snapshot-host`, as a process.
@Suite(.serialized)
struct SnapshotHostTests {
    @Test("A fleet's host is written for nobody else to read, and a commit is tried on the copy")
    func copy() async throws {
        let scratch = try Scratch()
        try await scratch.begin()
        try await scratch.phoenix("sync", "--once")
        let answer = try await scratch.phoenix("snapshot-host", "--output", "copy.json")
        #expect(answer.status == 0)
        #expect(answer.output == "")
        #expect(answer.errors == "captured 1 node, 2 storages, 2 guests\n")
        let file = scratch.url.appending(path: "copy.json")
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)

        let plan = try await scratch.phoenix("plan", with: ["PHOENIX_HOST": "simulated:\(file.path)"])
        let original = try await scratch.phoenix("plan")
        #expect(original.output.contains("nothing to do") == true, "\(original.output)")
        // What is inside guests is not copied, so that their features are due.
        #expect(plan.output.contains("101 web"), "\(plan.output)")

        let trial = try await scratch.bare(
            "simulate", "--checkout", "fleet", "--base", "HEAD", "--host", "simulated:\(file.path)")
        #expect(trial.status == 0, "\(trial.output)\(trial.errors)")
    }

    @Test("A file that is there is left alone, unless it is forced")
    func existing() async throws {
        let scratch = try Scratch()
        let file = scratch.url.appending(path: "copy.json")
        try Data("mine".utf8).write(to: file)
        let homelab = ["PHOENIX_HOST": "simulated:homelab"]
        let refused = try await scratch.phoenix("snapshot-host", "--output", "copy.json", with: homelab)
        #expect(refused.status == 1)
        #expect(refused.errors.contains("copy.json is there already"))
        #expect(try Data(contentsOf: file) == Data("mine".utf8))
        let forced = try await scratch.phoenix("snapshot-host", "--output", "copy.json", "--force", with: homelab)
        #expect(forced.status == 0)
        let again = try await scratch.phoenix("snapshot-host", "--output", "-", with: homelab)
        #expect(again.output == (try String(contentsOf: file, encoding: .utf8)))
        #expect(try scratch.bytes(below: scratch.url).keys.filter { $0.hasSuffix(".new") } == [])
    }

    @Test("A host that is not named, and a folder that is not there")
    func wrong() async throws {
        let scratch = try Scratch()
        let nameless = try await scratch.bare("snapshot-host", "--output", "copy.json")
        #expect(nameless.status == 2)
        let homelab = ["PHOENIX_HOST": "simulated:homelab"]
        let nowhere = try await scratch.phoenix("snapshot-host", "--output", "no/copy.json", with: homelab)
        #expect(nowhere.status == 1)
        #expect(nowhere.errors.contains("no/copy.json cannot be written"))
    }
}
