import Testing

@testable import JSONSchema

@Suite("Schemas that cannot be used")
struct CompilationErrorTests {
    @Test("references that lead nowhere", arguments: ["#/$defs/x", "#x", "other.json", "#/%zz"])
    func unresolved(_ reference: String) {
        let error = failure(#"{"properties": {"a": {"$ref": "\#(reference)"}}}"#)
        #expect(error?.reason == .unresolvedReference(reference))
        #expect(error?.schemaLocation == "#/properties/a")
        #expect(error?.position?.column == 22)
    }

    @Test("references that go round in a circle")
    func endless() {
        let error = failure(
            ##"{"$ref": "#/$defs/a", "$defs": {"a": {"allOf": [{"$ref": "#/$defs/b"}]}, "b": {"$ref": "#"}}}"##)
        guard case .endlessReference(let path) = error?.reason else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(path.first == path.last)
        #expect(Set(path) == ["#", "#/$defs/a", "#/$defs/a/allOf/0", "#/$defs/b"])
    }

    @Test("a chain of ten thousand references is followed")
    func longChain() throws {
        let links = (0..<10_000).map { ##""d\##($0)": {"$ref": "#/$defs/d\##($0 + 1)"}"## }
        let text =
            ##"{"$ref": "#/$defs/d9990", "$defs": {\##(links.joined(separator: ",")), "d10000": {"type": "null"}}}"##
        var options = SchemaOptions()
        options.checksMetaschema = false
        let compiled = try CompiledSchema.compile(text: text, options: options)
        #expect(try compiled.accepts(JSONDocument.parse(text: "null").root))
        #expect(try !compiled.accepts(JSONDocument.parse(text: "1").root))
    }

    @Test("patterns that are no patterns")
    func pattern() {
        let error = failure(#"{"pattern": "a(b"}"#)
        #expect(error?.message == #"The pattern "a(b" is not valid at character 2: the group is not closed with ')'"#)
        #expect(error?.schemaLocation == "#/pattern")
    }

    @Test("keywords of the wrong shape get the metaschema's word, with their place")
    func metaschema() throws {
        let error = failure("{\n  \"properties\": {\"a\": {\"type\": \"strng\"}},\n  \"required\": \"a\"\n}")
        guard case .invalid(let violations) = error?.reason else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(violations.map(\.pointer) == ["/properties/a/type", "/required"])
        #expect(violations.map(\.position.line) == [2, 3])
        #expect(violations[0].remedy == #"Did you mean "string"?"#)
    }

    @Test(
        "the same mistakes are found without the metaschema",
        arguments: [
            #"{"type": "strng"}"#, #"{"type": []}"#, #"{"minLength": -1}"#, #"{"minimum": "1"}"#, #"{"multipleOf": 0}"#,
            #"{"required": [1]}"#, #"{"properties": []}"#, #"{"allOf": []}"#, #"{"items": 5}"#, #"{"enum": 1}"#,
            #"{"pattern": 1}"#, #"{"$ref": 1}"#, #"{"uniqueItems": 1}"#, #"{"dependentRequired": {"a": "b"}}"#,
            #"{"$id": "a#b"}"#, #"{"$anchor": 1}"#, #"{"$schema": 1}"#, "5",
        ])
    func malformed(_ text: String) {
        #expect(failure(text, options: SchemaOptions(checksMetaschema: false)) != nil)
    }

    @Test("unknown metaschemas and vocabularies")
    func dialects() throws {
        #expect(
            failure(#"{"$schema": "http://json-schema.org/draft-07/schema#"}"#)?.reason
                == .unknownMetaschema("http://json-schema.org/draft-07/schema#"))
        var registry = SchemaRegistry()
        let metaschema = try JSONDocument.parse(text: #"{"$vocabulary": {"https://example.org/vocabulary": true}}"#)
        registry.add(metaschema.root, at: "https://example.org/schema")
        #expect(
            failure(#"{"$schema": "https://example.org/schema"}"#, registry: registry)?.reason
                == .unknownVocabulary("https://example.org/vocabulary"))
    }

    @Test("identifiers given twice")
    func duplicates() {
        #expect(
            failure(#"{"$defs": {"a": {"$anchor": "x"}, "b": {"$anchor": "x"}}}"#)?.reason == .duplicateIdentifier("x"))
        #expect(
            failure(#"{"$defs": {"a": {"$id": "http://x/"}, "b": {"$id": "http://x/"}}}"#)?.reason
                == .duplicateIdentifier("http://x/"))
    }

    @Test("the embedded metaschemas are JSON and compile")
    func embedded() throws {
        _ = try Metaschema.compiled.get()
        for name in ["schema", "meta/core", "meta/format-assertion"] {
            #expect(try Metaschema.document(at: "https://json-schema.org/draft/2020-12/\(name)") != nil)
        }
    }

    private func failure(
        _ text: String, registry: SchemaRegistry = SchemaRegistry(), options: SchemaOptions = SchemaOptions()
    ) -> SchemaCompilationError? {
        do {
            _ = try CompiledSchema.compile(text: text, registry: registry, options: options)
            return nil
        } catch {
            return error
        }
    }
}
