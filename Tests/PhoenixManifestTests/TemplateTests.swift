import Foundation
import PhoenixManifest
import PhoenixModel
import Testing

/// The model repository that `phoenix init` writes.
let templateFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "repo-template")

@Suite("The template repository")
struct TemplateTests {
    @Test("reads without a single diagnostic")
    func isClean() throws {
        let reading = try Repository(folder: templateFolder).read(isStrict: true)
        #expect(reading.diagnostics.map(\.long) == [])
        #expect(reading.desired?.guests.map(\.id.number) == [101, 801, 802, 803, 900, 901, 902, 1001, 9000])
    }

    @Test("has the embedded schemas, byte for byte", arguments: EmbeddedSchema.allCases)
    func hasSchemas(_ schema: EmbeddedSchema) throws {
        let file = templateFolder.appending(path: "schemas/\(schema.fileName)")
        #expect(try Array(Data(contentsOf: file)) == schema.bytes)
    }
}
