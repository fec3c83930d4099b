import Foundation
import Testing

/// What a process said and how it ended.
struct Answer: Sendable {
    let status: Int32
    let output: String
    let errors: String

    /// The output as a JSON object.
    var json: [String: Any] {
        get throws { try #require(JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]) }
    }

    /// The output as JSON objects, one a line.
    var jsonLines: [[String: Any]] {
        get throws {
            try output.split(separator: "\n").map { line in
                try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            }
        }
    }
}

/// A program that was started; it writes into files, so that no pipe can fill up.
final class RunningProgram: Sendable {
    private let process: Process
    private let outputPath: String
    private let errorsPath: String
    private let ended: AsyncStream<Int32>

    init(_ executable: URL, _ arguments: [String], in folder: URL, environment: [String: String]) throws {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        let base = FileManager.default.temporaryDirectory.appending(path: "phoenix-\(UUID().uuidString)").path
        (outputPath, errorsPath) = (base + ".out", base + ".err")
        for path in [outputPath, errorsPath] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: outputPath))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: errorsPath))
        let (stream, continuation) = AsyncStream<Int32>.makeStream()
        process.terminationHandler = { process in
            // A process that a signal ended is reported as a shell reports it.
            let status = process.terminationStatus
            continuation.yield(process.terminationReason == .exit ? status : 128 + status)
            continuation.finish()
        }
        ended = stream
        self.process = process
        try process.run()
    }

    deinit {
        for path in [outputPath, errorsPath] { try? FileManager.default.removeItem(atPath: path) }
    }

    var identifier: Int32 { process.processIdentifier }

    /// What it has printed so far.
    var outputSoFar: String { (try? String(contentsOfFile: outputPath, encoding: .utf8)) ?? "" }

    func send(signal: Int32) { _ = kill(process.processIdentifier, signal) }

    /// Waits for its end; a program that does not end in time is killed, and the test fails by its status.
    func answer() async throws -> Answer {
        let identifier = process.processIdentifier
        let deadline = Task {
            try await Task.sleep(for: .seconds(patienceSeconds))
            _ = kill(identifier, SIGKILL)
        }
        var status: Int32 = -1
        for await ending in ended { status = ending }
        deadline.cancel()
        return Answer(
            status: status, output: outputSoFar,
            errors: try String(contentsOfFile: errorsPath, encoding: .utf8))
    }
}

/// Each command of these tests needs well under a second; a machine that is busy with builds needs more.
private let patienceSeconds = 60

enum Program {
    /// The program as it was built beside these tests.
    static let phoenix: URL = (Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0]))
        .deletingLastPathComponent().appending(path: "phoenix")

    /// The root of this repository.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
}
