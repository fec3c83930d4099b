import Foundation
import Testing

/// Unmodified clients of Proxmox against `phoenix simulator serve`; scripts/simulator-clients says which.
struct SimulatorClientsTests {
    @Test("Clients written for a real Proxmox cannot tell the simulated one from it", .timeLimit(.minutes(15)))
    func clients() async throws {
        let run = try await Self.script()
        #expect(run.status == 0, "\(run.output)")
    }

    /// What the script printed, and how it ended.
    private static func script() async throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = root.appending(path: "scripts/simulator-clients")
        process.environment = ProcessInfo.processInfo.environment.merging(["PHOENIX": program.path]) { $1 }
        process.standardInput = FileHandle.nullDevice
        let log = FileManager.default.temporaryDirectory.appending(path: "phoenix-\(UUID().uuidString).log")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: log) }
        let sink = try FileHandle(forWritingTo: log)
        process.standardOutput = sink
        process.standardError = sink
        let (ended, continuation) = AsyncStream<Int32>.makeStream()
        process.terminationHandler = { process in
            continuation.yield(process.terminationStatus)
            continuation.finish()
        }
        try process.run()
        var status: Int32 = -1
        await withTaskCancellationHandler {
            for await ending in ended { status = ending }
        } onCancel: {
            process.terminate()
        }
        return (status, try String(contentsOf: log, encoding: .utf8))
    }

    /// The program as it was built beside these tests.
    private static let program = (Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0]))
        .deletingLastPathComponent().appending(path: "phoenix")

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
}
