import Foundation
import PhoenixManifest
import PhoenixModel
import Testing

private let originalFolder = ProcessInfo.processInfo.environment["PHOENIX_ORIGINAL_CONFIGS"]

/// Real files of the original, where the environment names a folder that holds sets of them.
@Suite("Real files of the original", .enabled(if: originalFolder != nil))
struct OriginalTests {
    @Test("give a state, or errors that are faults of the files")
    func areRead() throws {
        let folder = try #require(originalFolder)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let set = URL(filePath: folder).appending(path: name)
            guard FileManager.default.fileExists(atPath: set.appending(path: "phoenix_lxc_configs.json").path) else {
                continue
            }
            let reading = try Repository(folder: set).read()
            // They name scripts and features of another repository, a key that nothing declares, and a copy
            // with a disk smaller than its source's.
            let faults = ["missing-file", "unknown-feature", "unknown-key", "disk-smaller-than-source"]
            let errors = reading.diagnostics.filter { $0.severity == .error }
            #expect(errors.filter { !faults.contains($0.rule) }.map(\.long) == [], "\(name)")
            #expect(!reading.explainableGuests.isEmpty)
        }
    }

    @Test("have no other faults once the features and scripts they name are there")
    func areReadWithFeatures() throws {
        let folder = try #require(originalFolder)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let set = URL(filePath: folder).appending(path: name)
            guard FileManager.default.fileExists(atPath: set.appending(path: "phoenix_lxc_configs.json").path) else {
                continue
            }
            var repository = try Repository(folder: set)
            for diagnostic in repository.read().diagnostics {
                let named = diagnostic.message.split(separator: "'").dropFirst().first.map(String.init) ?? ""
                switch diagnostic.rule {
                case "unknown-feature": repository = repository.feature(named, "\"uses_gpu\": \(named == "nvidia")")
                case "missing-file": repository = repository.with("bin/\(named)", "true")
                default: continue
                }
            }
            let errors = repository.read().diagnostics.filter { $0.severity == .error }
            #expect(errors.allSatisfy { ["unknown-key", "disk-smaller-than-source"].contains($0.rule) }, "\(errors)")
            #expect(errors.count == 1)
        }
    }
}
