import JSONSchema
import Testing

@testable import PhoenixManifest

@Suite("The embedded schemas")
struct SchemaTests {
    @Test("obey the metaschema of their draft, and lead nowhere but to one another", arguments: EmbeddedSchema.allCases)
    func compile(_ schema: EmbeddedSchema) throws {
        var registry = SchemaRegistry()
        for other in EmbeddedSchema.allCases { registry.add(other.document.root, at: other.address) }
        _ = try CompiledSchema.compile(schema.document.root, at: schema.address, registry: registry)
    }

    @Test("have a title and a description for editors", arguments: EmbeddedSchema.allCases)
    func describe(_ schema: EmbeddedSchema) {
        let root = schema.document.root
        #expect(root["title"]?.string?.isEmpty == false)
        #expect(root["description"]?.string?.isEmpty == false)
        #expect(root["$schema"]?.string == "https://json-schema.org/draft/2020-12/schema")
        #expect(root["$id"]?.string == schema.fileName)
    }

    @Test("declare exactly the keys of guests that the program knows")
    func agreeWithKeys() throws {
        let guest = EmbeddedSchema.guest.document.root
        let machine = EmbeddedSchema.machineFile.document.root
        let objects = [guest, guest["$defs"]?["settings"], machine["$defs"]?["machine"]]
        let declared = objects.flatMap { $0?["properties"]?.object.map { $0.map(\.key.text) } ?? [] }
        #expect(Set(declared) == Set(GuestMember.names + ["$schema", "$comment"]))
    }

    @Test("describe every key", arguments: ["guest", "phoenix", "feature", "application"])
    func describeKeys(_ name: String) throws {
        let root = try #require(EmbeddedSchema(rawValue: name)).document.root
        for property in root["properties"]?.object.map(Array.init) ?? [] {
            let isDescribed = property.value["description"] != nil || property.value["$ref"] != nil
            #expect(isDescribed, "\(property.key.text)")
        }
    }
}

@Suite("The rules")
struct RuleTests {
    @Test("are each broken by some repository of the tests")
    func areTested() {
        var found: Set<String> = []
        for invalid in InvalidRepositoryTests.all {
            found.formUnion(invalid.expected.compactMap { $0.split(separator: " ").last.map(String.init) })
        }
        // These two have tests of their own.
        found.formUnion([Rule.defaultFleetName.rawValue, Rule.tooManyProblems.rawValue, Rule.oldShape.rawValue])
        #expect(Set(Rule.allCases.map(\.rawValue)).subtracting(found).sorted() == [])
        #expect(found.subtracting(Rule.allCases.map(\.rawValue)).sorted() == [])
    }
}
