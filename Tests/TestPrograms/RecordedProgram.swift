import Foundation

/// A program whose output is kept; it writes into files, so that no pipe can fill up.
package final class RecordedProgram: Sendable {
    private let program: SpawnedProgram
    private let folder: TemporaryFolder

    /// What a program said, and how it ended: its exit code, or 128 and the number of the signal that ended it.
    package struct Ending: Sendable {
        package let status: Int
        package let output: [UInt8]
        package let errors: [UInt8]

        package var text: String { String(decoding: output, as: UTF8.self) }
        package var errorText: String { String(decoding: errors, as: UTF8.self) }
    }

    /// Starts a program; `environment` is all of it, and where it is nil the test's own.
    package init(
        _ words: [String], input: [UInt8] = [], environment: [String: String]? = nil, in workingFolder: String? = nil
    ) throws {
        folder = try TemporaryFolder()
        var setting = SpawnedProgram.Setting(environment: environment, folder: workingFolder)
        (setting.input, setting.output, setting.errors) = (folder["input"], folder["output"], folder["errors"])
        try Data(input).write(to: URL(filePath: folder["input"]))
        program = try SpawnedProgram(words, setting)
    }

    package var identifier: Int32 { program.identifier }
    package var isRunning: Bool { program.isRunning }
    package func send(signal: Int32) { program.send(signal: signal) }

    /// What it has printed so far, as both streams have it.
    package var outputSoFar: String { String(decoding: bytes("output"), as: UTF8.self) }
    package var errorsSoFar: String { String(decoding: bytes("errors"), as: UTF8.self) }

    /// Waits for its end, and blocks the thread meanwhile: what it starts has a deadline of its own.
    package func wait() -> Ending {
        ending(program.wait())
    }

    /// Waits for its end; a program that does not end in time is killed, and its status says so.
    package func ended(withinSeconds limit: Int = 240) async -> Ending {
        let deadline = Task {
            try await Task.sleep(for: .seconds(limit))
            send(signal: SIGKILL)
        }
        defer { deadline.cancel() }
        return ending(await program.ended())
    }

    private func ending(_ status: Int) -> Ending {
        Ending(status: status, output: bytes("output"), errors: bytes("errors"))
    }

    private func bytes(_ name: String) -> [UInt8] {
        // Missing until the program has been started, which opens it.
        (try? Data(contentsOf: URL(filePath: folder[name]))).map(Array.init) ?? []
    }
}
