import Foundation
import TestPrograms
import Testing

/// A folder of its own for one test: a fleet in a Git repository, its bare origin, a state folder and a simulated host.
///
/// Nothing of the account that runs the tests is seen: no settings, no Git configuration, no home.
final class Scratch: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appending(path: "phoenix-test-\(UUID().uuidString)", directoryHint: .isDirectory).resolvingSymlinksInPath()
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    }

    deinit {
        // The folder lies below the system's temporary folder; what cannot be removed there is removed by the system.
        try? FileManager.default.removeItem(at: url)
    }

    var home: URL { url.appending(path: "home", directoryHint: .isDirectory) }
    var fleet: URL { url.appending(path: "fleet", directoryHint: .isDirectory) }
    var origin: URL { url.appending(path: "origin.git", directoryHint: .isDirectory) }
    var state: URL { url.appending(path: "state", directoryHint: .isDirectory) }
    var hostFile: URL { url.appending(path: "host.json") }

    /// What every process of the test sees, and nothing else.
    var environment: [String: String] {
        [
            "PATH": "\(Program.phoenix.deletingLastPathComponent().path):/usr/local/bin:/usr/bin:/bin",
            "HOME": home.path, "LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0",
            "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_COMMITTER_NAME": "Ada",
            "GIT_COMMITTER_EMAIL": "ada@example.org", "GIT_AUTHOR_DATE": "1767225600 +0000",
            "GIT_COMMITTER_DATE": "1767225600 +0000",
        ]
    }

    /// The environment with the settings that name this scratch folder's repository, host and state.
    var settings: [String: String] {
        environment.merging([
            "PHOENIX_REPOSITORY": origin.path, "PHOENIX_HOST": "simulated:\(hostFile.path)",
            "PHOENIX_STATE_DIRECTORY": state.path,
        ]) { $1 }
    }
}

extension Scratch {
    /// Runs `phoenix` with this folder's settings, and `variables` beside them.
    @discardableResult
    func phoenix(
        _ arguments: String..., in folder: URL? = nil, with variables: [String: String] = [:]
    ) async throws -> Answer {
        try await start(arguments, in: folder, with: variables).answer()
    }

    /// Starts `phoenix` and does not wait for it.
    func start(_ arguments: [String], in folder: URL? = nil, with variables: [String: String] = [:]) throws
        -> RecordedProgram
    {
        try run(
            [Program.phoenix.path] + arguments, in: folder, environment: settings.merging(variables) { $1 })
    }

    /// Runs `phoenix` without any settings.
    func bare(_ arguments: String...) async throws -> Answer {
        try await run([Program.phoenix.path] + arguments, environment: environment).answer()
    }

    private func run(
        _ words: [String], in folder: URL? = nil, environment: [String: String]
    ) throws -> RecordedProgram {
        try RecordedProgram(words, environment: environment, in: (folder ?? url).path)
    }

    /// Runs a line of shell with this folder's settings.
    func shell(_ line: String, in folder: URL? = nil, with variables: [String: String] = [:]) async throws -> Answer {
        try await run(
            ["/bin/bash", "-c", line], in: folder, environment: settings.merging(variables) { $1 }
        ).answer()
    }

    func git(_ arguments: String...) async throws {
        let answer = try await run(
            ["/usr/bin/git"] + arguments, in: fleet, environment: environment
        ).answer()
        try #require(answer.status == 0, "git \(arguments): \(answer.errors)")
    }

    /// Writes files of the fleet's repository.
    func write(_ files: [String: String]) throws {
        for (path, text) in files {
            let file = fleet.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            if path.hasSuffix(".sh") {
                try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
            }
        }
    }

    /// Makes the repository and its origin with a first commit of these files.
    func begin(_ files: [String: String] = SmallFleet.files) async throws {
        try write(files)
        try await git("init", "--quiet", "--initial-branch", "main", ".")
        try await git("init", "--quiet", "--bare", "--initial-branch", "main", origin.path)
        try await git("remote", "add", "origin", origin.path)
        try await publish("Begin")
    }

    /// Commits these changes and pushes them.
    func publish(_ subject: String, _ files: [String: String] = [:]) async throws {
        try write(files)
        try await git("add", "--all")
        try await git("commit", "--quiet", "--message", subject)
        try await git("push", "--quiet", "origin", "main")
    }

    /// Every file below a path with its bytes; a missing path has none.
    func bytes(below url: URL) throws -> [String: Data] {
        guard let walker = FileManager.default.enumerator(at: url, includingPropertiesForKeys: [.isRegularFileKey])
        else { return [:] }
        var found: [String: Data] = [:]
        for case let file as URL in walker
        where try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
            found[file.path] = try Data(contentsOf: file)
        }
        // SQLite's own notes for readers of a journal; an empty one says nothing.
        return found.filter { !$0.key.hasSuffix("-shm") && !($0.key.hasSuffix("-wal") && $0.value.isEmpty) }
    }
}

extension Scratch {
    /// The short name of the fleet's last commit.
    func head() async throws -> String {
        let answer = try await shell("git rev-parse HEAD", in: fleet)
        return String(answer.output.prefix(7))
    }
}
