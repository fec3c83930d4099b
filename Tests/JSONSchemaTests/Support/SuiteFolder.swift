import Foundation

@testable import JSONSchema

/// The official test suite on disk; it is fetched, not kept in the repository.
struct SuiteFolder {
    let root: URL

    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    static func find() throws -> SuiteFolder {
        let environment = ProcessInfo.processInfo.environment["PHOENIX_JSON_SCHEMA_SUITE"]
        let packageRoot = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let fallback = packageRoot.appending(path: ".build-tools/json-schema-suite")
        let root = environment.map { URL(filePath: $0) } ?? fallback
        guard FileManager.default.fileExists(atPath: root.appending(path: "tests/draft2020-12").path) else {
            throw Missing(
                description: "The official JSON Schema Test Suite is not at \(root.path). Run "
                    + "scripts/fetch-json-schema-suite, or let PHOENIX_JSON_SCHEMA_SUITE name the folder json/ of the "
                    + "source archive of PyPI's jsonschema 4.26.0.")
        }
        return SuiteFolder(root: root)
    }

    /// Paths of the test files below a folder, relative to it and in alphabetical order.
    func testFiles(in folder: String, recursively: Bool) throws -> [String] {
        let directory = root.appending(path: "tests/draft2020-12").appending(path: folder)
        let paths =
            recursively
            ? try FileManager.default.subpathsOfDirectory(atPath: directory.path)
            : try FileManager.default.contentsOfDirectory(atPath: directory.path)
        return paths.filter { $0.hasSuffix(".json") }.sorted()
    }

    func document(_ path: String) throws -> JSONDocument {
        try JSONDocument.parse(Array(Data(contentsOf: root.appending(path: path))))
    }

    /// The schemas that the suite expects at http://localhost:1234/.
    func registry() throws -> SchemaRegistry {
        var registry = SchemaRegistry()
        let remotes = root.appending(path: "remotes")
        for path in try FileManager.default.subpathsOfDirectory(atPath: remotes.path).sorted()
        where path.hasSuffix(".json") {
            registry.add(try document("remotes/" + path).root, at: "http://localhost:1234/" + path)
        }
        return registry
    }
}
