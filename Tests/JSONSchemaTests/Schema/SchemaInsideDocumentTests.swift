import JSONSchema
import Testing

@Suite("A schema inside another document")
struct SchemaInsideDocumentTests {
    @Test("is its own root: references and places count from there")
    func parameters() throws {
        let manifest = try JSONDocument.parse(
            text: """
                {"name": "vllm", "parameters": {
                  "properties": {"port": {"$ref": "#/$defs/port"}},
                  "$defs": {"port": {"type": "integer", "maximum": 65535}}}}
                """)
        let schema = try #require(manifest.root["parameters"])
        let compiled = try CompiledSchema.compile(schema, at: "features/vllm/feature.json")
        let guest = try JSONDocument.parse(text: #"{"features": [{"name": "vllm", "parameters": {"port": 70000}}]}"#)
        let parameters = try #require(guest.root.value(at: "/features/0/parameters"))
        let found = compiled.violations(in: parameters)
        #expect(found.map(\.pointer) == ["/features/0/parameters/port"])
        #expect(found.map(\.schemaLocation) == ["features/vllm/feature.json#/$defs/port/maximum"])
    }

    @Test("reaches registered schemas by relative references")
    func registry() throws {
        var registry = SchemaRegistry()
        registry.add(
            try JSONDocument.parse(text: #"{"$anchor": "a", "type": "null"}"#).root, at: "https://example.org/b.json")
        let compiled = try CompiledSchema.compile(
            text: #"{"$ref": "b.json#a"}"#, at: "https://example.org/a.json", registry: registry)
        #expect(try compiled.accepts(JSONDocument.parse(text: "null").root))
        #expect(try !compiled.accepts(JSONDocument.parse(text: "1").root))
    }
}
