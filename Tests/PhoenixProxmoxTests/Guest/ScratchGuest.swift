import Foundation
import PhoenixModel
import TestPrograms
import Testing

@testable import PhoenixProxmox

/// A shell that guests have, with the tools that come with it.
enum GuestSystem: String, CaseIterable, CustomTestStringConvertible {
    case dash, bash, busybox

    var testDescription: String { rawValue }

    /// Where the shell lies on this machine; `scripts/setup test` installs what is missing.
    var path: String? {
        ["/usr/bin/", "/bin/"].map { $0 + rawValue }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}

/// A folder in which the program finds its own places, as in a guest, and a real shell that runs it.
final class ScratchGuest: Sendable {
    let folder: URL
    private let shell: URL

    init(_ system: GuestSystem) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "phoenix-guest-\(UUID().uuidString)")
        let tools = folder.appending(path: "bin")
        try FileManager.default.createDirectory(at: tools, withIntermediateDirectories: true)
        shell = tools.appending(path: "sh")
        let path = try #require(system.path, "run scripts/setup test")
        try FileManager.default.createSymbolicLink(atPath: shell.path, withDestinationPath: path)
        guard system == .busybox else { return }
        let names =
            ["base64", "cat", "cut", "find", "grep", "head", "ls", "mkdir", "mkfifo", "mktemp", "mv", "rm"]
            + ["sed", "setsid", "sleep", "sync", "tail", "wc", "chmod", "env"]
        for name in names {
            try FileManager.default.createSymbolicLink(
                atPath: tools.appending(path: name).path, withDestinationPath: path)
        }
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    var runs: URL { folder.appending(path: "run/phoenix/runs") }
    var receipts: URL { folder.appending(path: "var/lib/phoenix/receipts") }

    /// One call of the program.
    func call(_ call: GuestCall, parts: Int = 0) async throws -> GuestCallResult {
        try await run(call.arguments(parts: parts), input: parts > 0 ? "" : call.input)
    }

    func run(_ arguments: [String], input: String = "") async throws -> GuestCallResult {
        let ending = try await RecordedProgram(
            [shell.path] + GuestProgram.words(arguments).dropFirst(), input: Array(input.utf8),
            environment: [
                "PATH": "\(folder.path)/bin:/usr/bin:/bin", "PHOENIX_GUEST_ROOT": folder.path,
                "STRAY": "not for scripts",
            ]
        ).ended()
        return GuestCallResult(exitCode: ending.status, output: ending.output, errorOutput: ending.errors)
    }

    /// Begins a script; its name is its id.
    func begin(
        _ id: GuestRunID, _ script: String, parameters: [Parameter] = [], timeoutSeconds: Int = 240
    ) async throws {
        let result = try await call(try Self.runCall(id, script, parameters, timeoutSeconds))
        #expect(result.exitCode == 0, "\(String(decoding: result.errorOutput, as: UTF8.self))")
    }

    static func runCall(
        _ id: GuestRunID, _ script: String, _ parameters: [Parameter] = [], _ timeoutSeconds: Int = 240
    ) throws -> GuestCall {
        let run = ScriptRun(
            purpose: .install("docker"), script: Script(path: "features/docker/install.sh", text: script),
            parameters: parameters, timeoutSeconds: timeoutSeconds)
        return .run(id, try ScriptPayload(run) { (_: SecretName) throws(Failure) in Secret("s3cr3t") })
    }

    func look(_ id: GuestRunID, offset: Int = 0) async throws -> LookAnswer {
        let result = try await call(.look(id, offset: offset))
        #expect(result.exitCode == 0, "\(String(decoding: result.errorOutput, as: UTF8.self))")
        return try #require(LookAnswer(result.output), "\(String(decoding: result.output, as: UTF8.self))")
    }

    /// Looks again and again until what is seen is as wished.
    func await(
        _ id: GuestRunID, until isReached: (LookAnswer) -> Bool = { $0.state.isOver }
    ) async throws -> LookAnswer {
        for _ in 0..<Self.mostLooks {
            let answer = try await look(id)
            if isReached(answer) { return answer }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Impatience()
    }

    /// Looks until the end and gathers the whole output.
    func end(of id: GuestRunID) async throws -> (exitCode: Int, output: [UInt8]) {
        var answer = try await self.await(id)
        guard case .ended(let exitCode) = answer.state else { throw Impatience() }
        var output = answer.bytes
        while output.count < answer.size, !answer.bytes.isEmpty {
            answer = try await look(id, offset: output.count)
            output += answer.bytes
        }
        return (exitCode, output)
    }

    /// Waits until nobody can write to a run's output any more, so that the folder can be removed.
    func drained(_ id: GuestRunID) async throws {
        let mark = runs.appending(path: "\(id)/drained").path
        for _ in 0..<Self.mostLooks where !FileManager.default.fileExists(atPath: mark) {
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    func text(of id: GuestRunID) async throws -> String {
        String(decoding: try await end(of: id).output, as: UTF8.self)
    }

    /// Some minutes in all; the longest wait is for what does not heed a signal, some 15 s.
    private static let mostLooks = 8000

    struct Impatience: Error {}
}

extension LookAnswer.State {
    var isOver: Bool {
        switch self {
        case .waiting, .running: false
        case .ended, .vanished: true
        }
    }
}
