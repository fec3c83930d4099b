import JSONSchema
import Testing

@Suite("The sentence for each keyword")
struct MessageTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let schema: String
        let text: String
        let expected: [String]
        var testDescription: String { "\(schema) \(text)" }

        init(_ schema: String, _ text: String, _ expected: String...) {
            self.schema = schema
            self.text = text
            self.expected = expected
        }
    }

    static let scalars = [
        Case(
            #"{"type": "string"}"#, "5",
            #"1:1  The document must be a string, not a whole number. Put it in double quotes: "5""#),
        Case(
            #"{"type": ["integer", "null"]}"#, "true", "1:1  The document must be a whole number or null, not a boolean"
        ),
        Case(
            #"{"type": "array"}"#, "5",
            "1:1  The document must be an array, not a whole number. Put it in brackets: [5]"),
        Case(
            #"{"type": "boolean"}"#, #""off""#,
            "1:1  The document must be a boolean, not a string. Write false, without quotes"),
        Case(
            #"{"type": "string"}"#, "null",
            "1:1  The document must be a string, not null. Give it a value, or remove the key"),
        Case(#"{"const": {"a": 1}}"#, "[]", #"1:1  The document must be {"a":1}, not an array. Write {"a":1}"#),
        Case(#"{"enum": [1, 2.50, null]}"#, "3", "1:1  The document must be one of 1, 2.5 or null, not 3"),
        Case(
            #"{"minimum": 3, "multipleOf": 2}"#, "1",
            "1:1  The document must be at least 3, not 1", "1:1  The document must be a multiple of 2, not 1"),
        Case(#"{"maximum": 1e400}"#, "1.1e400", "1:1  The document must be at most 1e400, not 1.1e400"),
        Case(#"{"exclusiveMaximum": 5}"#, "5", "1:1  The document must be less than 5, not 5"),
        Case(#"{"minLength": 1}"#, #""""#, "1:1  The document must not be empty"),
        Case(#"{"minLength": 3}"#, #""äß""#, "1:1  The document must have at least 3 characters, not 2"),
        Case(#"{"maxLength": 1}"#, #""ab""#, "1:1  The document must have at most 1 character, not 2"),
        Case(
            #"{"format": "date"}"#, #""2026-02-30""#,
            "1:1  The document must be a date. Write it like 2026-01-31"),
        Case("false", "1", "1:1  The document has a form that is not allowed here"),
        Case(#"{"not": {"const": "root"}}"#, #""root""#, #"1:1  The document must not be "root""#),
    ]

    static let containers = [
        Case(#"{"minItems": 2}"#, "[1]", "1:1  The document must have at least 2 items, not 1"),
        Case(#"{"maxItems": 0}"#, "[1]", "1:1  The document must be empty"),
        Case(
            #"{"prefixItems": [true], "items": false}"#, "[1, 2, 3]",
            "1:1  The document must have at most 1 item, not 3"),
        Case(
            #"{"contains": {"type": "string"}}"#, "[1]",
            "1:1  The document must hold at least 1 item of the wanted form, not 0"),
        Case(
            #"{"contains": {"type": "string"}, "maxContains": 1}"#, #"["a", "b"]"#,
            "1:1  The document must hold at most 1 item of the wanted form, not 2"),
        Case(
            #"{"prefixItems": [true], "unevaluatedItems": false}"#, "[1, 2]",
            "1:5 /1 Item [1] is not allowed here. Remove it"),
        Case(#"{"minProperties": 1}"#, "{}", "1:1  The document must not be empty"),
        Case(#"{"maxProperties": 1}"#, #"{"a": 1, "b": 2}"#, "1:1  The document must have at most 1 key, not 2"),
        Case(#"{"properties": {"a": false}}"#, #"{"a": 1}"#, "1:2 /a The key `a` is not allowed here. Remove it"),
        Case(
            #"{"propertyNames": {"maxLength": 2}}"#, #"{"abc": 1}"#,
            "1:2 /abc The key `abc` must have at most 2 characters, not 3"),
        Case(
            #"{"dependentRequired": {"gpu": ["driver", "model"]}}"#, #"{"gpu": 1, "model": 2}"#,
            "1:2 /gpu The document has `gpu` and so needs `driver` too. Add it"),
        Case(
            #"{"not": {"required": ["clone", "image"]}}"#, #"{"clone": 1, "image": 2}"#,
            "1:1  The document must not have `clone` and `image` together. Remove one of them"),
        Case(
            #"{"oneOf": [{"required": ["a"]}, {"required": ["b"]}]}"#, #"{"a": 1, "b": 2}"#,
            "1:1  The document must not have `a` and `b` together. Remove one of them"),
        Case(
            #"{"oneOf": [{"minItems": 1}, {"maxItems": 3}]}"#, "[1]",
            "1:1  The document fits 2 of the allowed forms, but must fit exactly one"),
        Case(
            #"{"oneOf": [{"required": ["a"]}, {"required": ["b", "c"]}]}"#, "{}",
            "1:1  The document lacks `a` or `b` and `c`. Add what one of the alternatives needs"),
        Case(
            #"{"properties": {"a": {"items": {"properties": {"b c": {"type": "null"}}}}}}"#, #"{"a": [{"b c": 1}]}"#,
            "1:16 /a/0/b c \"b c\" must be null, not a whole number"),
    ]

    @Test("for single values", arguments: scalars)
    func scalar(_ example: Case) throws {
        #expect(try check(example.text, against: example.schema) == example.expected)
    }

    @Test("for arrays and objects", arguments: containers)
    func container(_ example: Case) throws {
        #expect(try check(example.text, against: example.schema) == example.expected)
    }
}
