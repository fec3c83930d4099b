import Testing

@testable import JSONSchema

@Suite("Checking always comes to an end")
struct BoundsTests {
    @Test("a dynamic reference to itself is given up with a violation")
    func endlessDynamicReference() throws {
        let found = try violations("1", against: ##"{"$dynamicAnchor": "a", "$dynamicRef": "#a"}"##)
        #expect(found.map(\.code) == [.tooDeep(limit: SchemaOptions.maximumEvaluationDepth)])
        #expect(try violations("1", against: ##"{"not": {"$dynamicAnchor": "a", "$dynamicRef": "#a"}}"##).count == 1)
    }

    @Test("alternatives nested without end are given up")
    func exponentialAlternatives() throws {
        let levels = (0..<40).map {
            ##""d\##($0)": {"anyOf": [{"$ref": "#/$defs/d\##($0 + 1)"}, {"$ref": "#/$defs/d\##($0 + 1)"}]}"##
        }
        let schema = ##"{"$ref": "#/$defs/d0", "$defs": {\##(levels.joined(separator: ",")), "d40": false}}"##
        var options = SchemaOptions()
        options.maximumEvaluationSteps = 100_000
        let compiled = try CompiledSchema.compile(text: schema, options: options)
        #expect(try compiled.violations(in: JSONDocument.parse(text: "1").root).map(\.code) == [.tooCostly])
    }

    @Test("the deepest document is checked to its bottom by a recursive schema")
    func deepDocument() throws {
        let schema = ##"""
            {"$id": "https://example.org/tree", "$dynamicAnchor": "node",
             "anyOf": [{"type": "integer"}, {"type": "array", "items": {"allOf": [{"$dynamicRef": "#node"}]}}]}
            """##
        let depth = JSONLimits.standard.maximumDepth
        let (open, close) = (String(repeating: "[", count: depth), String(repeating: "]", count: depth))
        #expect(try violations(open + "1" + close, against: schema).isEmpty)
        #expect(try violations(open + "null" + close, against: schema).map(\.pointer.utf8.count) == [2 * depth])
    }

    @Test("reports stop after a thousand")
    func manyViolations() throws {
        let text = "[" + Array(repeating: "1", count: 3_000).joined(separator: ",") + "]"
        let found = try violations(text, against: #"{"items": {"type": "string"}}"#)
        #expect(found.count == SchemaOptions.maximumViolations + 1)
        #expect(found.contains { $0.code == .tooManyViolations(limit: SchemaOptions.maximumViolations) })
    }

    @Test("a pattern made to explode does not, and one that costs too much is given up")
    func patterns() throws {
        let text = "\"" + String(repeating: "a", count: 20_000) + "!\""
        #expect(try violations(text, against: #"{"pattern": "^(a+)+$"}"#).map(\.keyword) == ["pattern"])
        var options = SchemaOptions()
        options.maximumPatternSteps = 100_000
        let costly = try CompiledSchema.compile(text: #"{"pattern": "(?=(a|aa)+c)"}"#, options: options)
        #expect(try costly.violations(in: JSONDocument.parse(text: text).root).map(\.code) == [.tooCostly])
    }

    @Test("many equal items are found without comparing all pairs")
    func manyItems() throws {
        let items = (0..<5_000).map { #"{"a": \#($0), "b": [\#($0).0]}"# }
        let schema = #"{"uniqueItems": true}"#
        #expect(try violations("[\(items.joined(separator: ","))]", against: schema).isEmpty)
        let repeated = items + [#"{"b": [7], "a": 7.0}"#]
        #expect(
            try violations("[\(repeated.joined(separator: ","))]", against: schema).map(\.code)
                == [.repeatedItem(first: 7)])
    }

    @Test("20,000 mutated schemas are compiled or refused, and never stop a check")
    func mutatedSchemas() throws {
        let seed: UInt64 = 0x5EED_0003
        var random = SeededGenerator(seed: seed)
        let document = try JSONDocument.parse(text: GuestFixture.document(3)).root
        let schemas = [
            ##"{"properties":{"id":{"type":"integer","minimum":1},"name":{"$ref":"#/$defs/n"}},"required":["id"],"$defs":{"n":{"pattern":"^[a-z]+(-\\d{1,3})?$"}}}"##,
            #"{"anyOf":[{"type":"array"},{"unevaluatedProperties":false,"allOf":[{"properties":{"id":{}}}]}],"not":{"required":["x"]}}"#,
            ##"{"$dynamicAnchor":"n","additionalProperties":{"$dynamicRef":"#n"},"if":{"minProperties":3},"then":{"propertyNames":{"maxLength":9}}}"##,
        ].map { Array($0.utf8) }
        let letters = Array("{}[]\",:019$#/.-+*()?aeinrst\\".utf8)
        var compiledCount = 0
        for round in 0..<20_000 {
            var bytes = schemas[round % schemas.count]
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = letters.randomElement(using: &random) ?? 0
            }
            guard let schema = try? JSONDocument.parse(bytes),
                let compiled = try? CompiledSchema.compile(
                    schema.root, options: SchemaOptions(checksMetaschema: round % 10 == 0))
            else { continue }
            compiledCount += 1
            let found = compiled.violations(in: document)
            if compiled.accepts(document) != found.isEmpty { Issue.record("seed \(seed), round \(round)") }
        }
        print("mutated schemas with seed \(seed): \(compiledCount) of 20000 compiled")
        #expect(compiledCount > 1_000)
    }
}
