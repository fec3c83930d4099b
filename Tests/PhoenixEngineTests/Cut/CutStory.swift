import Foundation
import PhoenixEngine
import PhoenixModel
import PhoenixPorts
import PhoenixRun
import PhoenixSimulator
import PhoenixTestSupport
import Testing

/// A sync in which the power goes: the commits that the host is as wished for, and the one that is being applied.
struct CutStory: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var before: [[String: String]] = []
    let tried: [String: String]
    /// What scripts do on the host beside ending well.
    var scripts: [ScriptRule] = []
    /// The outcome of a sync that nothing cuts.
    var outcome = "converged"

    static let all = [first, update, removal, rollback]

    static let first = CutStory(testDescription: "the first sync", tried: Template.files)

    /// Memory, a disk, cores, a feature's parameters, a feature more, a rule of the firewall.
    static let update = CutStory(
        testDescription: "an update", before: [Template.files],
        tried: Template.files
            .editing("phoenix.json", #""restart": "window""#, #""restart": "allow""#)
            .editing("guests/802-chat.json", "24576", "20480").editing("guests/803-ollama.json", "96", "128")
            .editing("guests/1001-docker.json", #""cores": 4"#, #""cores": 6"#)
            .editing("guests/1001-docker.json", #""log_size_mb": 50"#, #""log_size_mb": 80"#)
            .editing("guests/101-gateway.json", #"["base_setup"]"#, #"["base_setup", "docker"]"#)
            .editing("guests/101-gateway.json", #""port": "80""#, #""port": "443""#))

    /// A guest and a feature are gone from the commit.
    static let removal: CutStory = {
        let before = Template.files.editing("phoenix.json", #""prune": "never""#, #""prune": "destroy""#)
        var tried = before.editing("guests/101-gateway.json", "[801, 802, 803]", "[801, 802]")
            .editing("guests/1001-docker.json", #"{ "name": "docker", "parameters": { "log_size_mb": 50 } }"#, "")
            .editing("guests/1001-docker.json", #""base_setup","#, #""base_setup""#)
        tried["guests/803-ollama.json"] = nil
        return CutStory(testDescription: "a removal", before: [before], tried: tried)
    }()

    /// A feature that cannot be installed leads back to the commit before.
    static let rollback: CutStory = {
        let before = Template.files.editing(
            "phoenix.json", #""on_failure": "continue""#, #""on_failure": "rollback""#)
        var tried = before.editing("guests/101-gateway.json", #"["base_setup"]"#, #"["base_setup", "broken"]"#)
            .editing("guests/802-chat.json", "24576", "20480")
        tried["features/broken/feature.json"] = #"{"description": "It never works.", "kinds": ["lxc"]}"#
        tried["features/broken/install.sh"] = "#!/bin/sh\nexit 1\n"
        tried["features/broken/check.sh"] = "#!/bin/sh\nexit 1\n"
        return CutStory(
            testDescription: "a rollback", before: [before], tried: tried,
            scripts: [ScriptRule(purpose: .install, name: "broken", exitCode: 1, output: ["no"])],
            outcome: "rolled back to aaaaaaa")
    }()
}

/// The repository that `phoenix init` makes.
enum Template {
    static let files: [String: String] = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "repo-template")
        let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        return Dictionary(
            uniqueKeysWithValues: paths.compactMap { path in
                (try? String(contentsOf: root.appending(path: path), encoding: .utf8)).map { (path, $0) }
            })
    }()
}

extension [String: String] {
    /// The same with one text of a file replaced by another.
    fileprivate func editing(_ path: String, _ old: String, _ new: String) -> Self {
        guard let text = self[path], text.contains(old) else { preconditionFailure("\(path) holds no '\(old)'") }
        var files = self
        files[path] = text.replacing(old, with: new)
        return files
    }
}

/// A story right before its sync: what is on disk by then.
struct CutScene {
    let cluster: Cluster
    let records: [JournalRecord]
    private let commits: [(Character, [String: String])]

    init(_ story: CutStory) async throws {
        var start = Scenario.homelab
        start.scripts = story.scripts
        commits = Array(zip("abcdef", story.before + [story.tried]))
        let lab = Lab(start)
        for count in 1..<commits.count {
            #expect(await Self.sync(lab, Branch(Array(commits.prefix(count)))) == "converged")
        }
        cluster = lab.host.cluster
        records = await lab.journal.records
    }

    /// A host and a journal as they were left.
    func lab() async throws -> Lab {
        let lab = Lab(cluster)
        try await lab.journal.append(records)
        return lab
    }

    /// The commit is pushed, and synced.
    func sync(_ lab: Lab, _ world: World? = nil) async -> String {
        await Self.sync(lab, Branch(commits), world)
    }

    private static func sync(_ lab: Lab, _ branch: Branch, _ world: World? = nil) async -> String {
        await Reconciler(source: branch, world: world ?? lab.world, settings: SyncSettings(writer: lab.writer, seed: 1))
            .activate().word
    }
}
