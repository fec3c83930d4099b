import Foundation
import TestPrograms
import Testing

/// Unmodified clients of Proxmox against `phoenix simulator serve`; scripts/simulator-clients says which.
struct SimulatorClientsTests {
    @Test("Clients written for a real Proxmox cannot tell the simulated one from it", .timeLimit(.minutes(15)))
    func clients() async throws {
        let variables = ProcessInfo.processInfo.environment.merging(["PHOENIX": Self.program.path]) { $1 }
        let script = Self.root.appending(path: "scripts/simulator-clients").path
        let ending = try await RecordedProgram([script], environment: variables).ended(withinSeconds: 14 * 60)
        #expect(ending.status == 0, "\(ending.text + ending.errorText)")
    }

    /// The program as it was built beside these tests.
    private static let program = (Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0]))
        .deletingLastPathComponent().appending(path: "phoenix")

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
}
