import Foundation
import Testing

@testable import JSONSchema

@Suite("The official JSON Schema Test Suite, draft 2020-12")
struct OfficialSuiteTests {
    @Test("passes every required test")
    func required() throws {
        let suite = try SuiteFolder.find()
        let registry = try suite.registry()
        var passed = 0
        for file in try suite.testFiles(in: "", recursively: false) {
            let document = try suite.document("tests/draft2020-12/" + file)
            let run = SuiteRun(document, registry: registry, options: SchemaOptions())
            passed += run.passed
            #expect(run.failures.isEmpty, "\(file): \(run.failures.joined(separator: "\n"))")
        }
        #expect(passed == 1257, "the number of required tests in the suite of jsonschema 4.26.0")
    }

    @Test("passes the optional tests except those listed")
    func optional() throws {
        let suite = try SuiteFolder.find()
        let registry = try suite.registry()
        var failures: Set<String> = []
        var passed = 0
        for file in try suite.testFiles(in: "optional", recursively: true) {
            let document = try suite.document("tests/draft2020-12/optional/" + file)
            let options = SchemaOptions(assertsFormats: file.hasPrefix("format/"))
            let run = SuiteRun(document, registry: registry, options: options)
            passed += run.passed
            failures.formUnion(run.failures.map { "\(file): \(Self.name(ofFailure: $0))" })
        }
        print("optional tests of the official suite: \(passed) passed, \(failures.count) failed")
        let expected = try Self.expectedFailures()
        let fresh = failures.subtracting(expected).sorted()
        let mended = expected.subtracting(failures).sorted()
        #expect(fresh.isEmpty, "fail, but are not listed: \(fresh.joined(separator: "\n"))")
        #expect(mended.isEmpty, "are listed, but pass: \(mended.joined(separator: "\n"))")
    }

    private static func name(ofFailure failure: String) -> String {
        failure.replacing("\n", with: " ")
    }

    private static func expectedFailures() throws -> Set<String> {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Expectations/optional-failures.txt")
        let text = try String(contentsOf: file, encoding: .utf8)
        return Set(text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") })
    }
}
