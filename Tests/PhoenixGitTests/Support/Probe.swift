import Foundation

/// The helper program of this package, built beside the tests.
enum Probe {
    static func path() throws -> String {
        let folder = Bundle.main.executableURL?.deletingLastPathComponent().path ?? ""
        let candidates =
            [folder, URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path]
            + Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent().path }
        for candidate in candidates.map({ $0 + "/GitProbe" })
        where FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
        throw Command.Failed(description: "GitProbe is not built beside the tests: \(candidates)")
    }
}
