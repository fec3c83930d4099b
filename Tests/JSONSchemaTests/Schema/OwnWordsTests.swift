import JSONSchema
import Testing

@Suite("A schema's own words")
struct OwnWordsTests {
    @Test("replace the message of that subschema, once for all its keywords, and not of those inside it")
    func forAll() throws {
        let schema = #"""
            {"x-message": "A port is a number from 1 to 65535", "x-remedy": "Write 8000, for example",
             "minimum": 1, "multipleOf": 2, "properties": {"a": {"type": "null"}}}
            """#
        #expect(
            try check("-1", against: schema) == [
                "1:1  A port is a number from 1 to 65535. Write 8000, for example"
            ])
        #expect(try check(#"{"a": 1}"#, against: schema) == ["1:7 /a a must be null, not a whole number"])
    }

    @Test("may be given for single keywords")
    func forKeywords() throws {
        let schema = #"""
            {"x-message": {"pattern": "A name has small letters only"}, "x-remedy": {"maxLength": "Shorten it"},
             "pattern": "^[a-z]+$", "maxLength": 3}
            """#
        #expect(
            try check(#""ABCD""#, against: schema) == [
                "1:1  The document must have at most 3 characters, not 4. Shorten it",
                "1:1  A name has small letters only",
            ])
    }

    @Test("speak for alternatives too")
    func alternatives() throws {
        let schema = #"{"x-message": "An address is dhcp or CIDR", "oneOf": [{"const": "dhcp"}, {"pattern": "/"}]}"#
        #expect(try check(#""10.0.0.1""#, against: schema) == ["1:1  An address is dhcp or CIDR"])
    }

    @Test("that are no words are refused")
    func malformed() {
        #expect(throws: SchemaCompilationError.self) { try CompiledSchema.compile(text: #"{"x-message": 5}"#) }
        #expect(throws: SchemaCompilationError.self) {
            try CompiledSchema.compile(text: #"{"x-remedy": {"type": true}}"#)
        }
    }
}
