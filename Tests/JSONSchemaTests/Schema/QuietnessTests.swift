import JSONSchema
import Testing

@Suite("One mistake is told once")
struct QuietnessTests {
    @Test("a value of the wrong type is not examined further")
    func wrongType() throws {
        let schema = #"{"allOf": [{"type": "string", "minLength": 3}, {"enum": ["abc"]}, {"type": "string"}]}"#
        #expect(try violations("5", against: schema).map(\.keyword) == ["type"])
    }

    @Test("a failing subschema does not make its keys unknown")
    func unevaluated() throws {
        let schema = #"""
            {"allOf": [{"properties": {"a": {"type": "string"}, "b": {}}}], "unevaluatedProperties": false}
            """#
        #expect(
            try check(#"{"a": 1, "b": 2, "bb": 3}"#, against: schema) == [
                #"1:7 /a a must be a string, not a whole number. Put it in double quotes: "1""#,
                "1:18 /bb The key `bb` is not known here. Known here: `a` and `b`",
            ])
    }

    @Test("an unknown key is refused once, whoever refuses it")
    func unknownKey() throws {
        let schema = #"{"allOf": [{"additionalProperties": false}], "unevaluatedProperties": false}"#
        #expect(try violations(#"{"a": 1}"#, against: schema).count == 1)
    }

    @Test("a misspelled key is not missing too")
    func misspelled() throws {
        let schema = #"{"properties": {"name": {}, "id": {}}, "required": ["name"], "additionalProperties": false}"#
        #expect(
            try check(#"{"nmae": 1}"#, against: schema) == [
                "1:2 /nmae The key `nmae` is not known here. Did you mean `name`?"
            ])
    }

    @Test("the nearest branch of several speaks")
    func nearestBranch() throws {
        let schema = #"""
            {"oneOf": [
              {"type": "string"},
              {"properties": {"kind": {"const": "lxc"}, "cores": {"type": "integer"}}, "required": ["kind"]},
              {"properties": {"kind": {"const": "vm"}, "cores": {"type": "integer"}}, "required": ["kind", "disk"]}]}
            """#
        #expect(
            try check(#"{"kind": "vm", "cores": 2}"#, against: schema) == ["1:1  The document lacks `disk`. Add it"])
        #expect(
            try check(#"{"kind": "lxc", "cores": "2"}"#, against: schema) == [
                "1:26 /cores cores must be a whole number, not a string. Remove the quotes: 2"
            ])
    }

    @Test("branches of other types or values are told together")
    func joinedBranches() throws {
        #expect(
            try check("1", against: #"{"anyOf": [{"type": "string"}, {"type": ["array", "string"]}]}"#) == [
                #"1:1  The document must be a string or an array, not a whole number. Put it in double quotes: "1""#
            ])
        #expect(
            try check(#""windw""#, against: #"{"anyOf": [{"const": "allow"}, {"enum": ["window", "never"]}]}"#) == [
                #"1:1  The document must be one of "allow", "window" or "never", not "windw". Did you mean "window"?"#
            ])
    }

    @Test("equally near branches are not guessed between, but kept for programs")
    func ambiguousBranches() throws {
        let found = try violations("[1]", against: #"{"anyOf": [{"minItems": 2}, {"contains": {"type": "string"}}]}"#)
        #expect(found.map(\.message) == ["The document fits none of the 2 allowed forms"])
        let branches: [[SchemaViolation.Code]] = [
            [.tooFewItems(minimum: 2, actual: 1)], [.tooFewMatchingItems(minimum: 1, actual: 0)],
        ]
        guard case .noAlternative(let told)? = found.first?.code else {
            Issue.record("another code: \(found)")
            return
        }
        #expect(told.map { $0.map(\.code) } == branches)
    }

    @Test("what fails inside not and if is no mistake")
    func silence() throws {
        #expect(
            try violations("5", against: #"{"not": {"type": "string"}, "if": {"type": "string"}, "then": false}"#)
                .isEmpty)
    }
}
