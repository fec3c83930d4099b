import JSONSchema
import ProxmoxSchema
import Testing

struct DecodingTests {
    private func form(_ text: String) -> [String: ParameterValue] { FormDecoding.parameters(text.utf8) }

    @Test("Pairs, spaces, escapes and repeated keys")
    func forms() {
        #expect(form("a=1&b=x+y;c=%C3%A4") == ["a": .text("1"), "b": .text("x y"), "c": .text("ä")])
        #expect(form("a=1&a=2&a=3") == ["a": .list([.text("1"), .text("2"), .text("3")])])
        #expect(form("net0=name%3Deth0%2Cip%3Ddhcp") == ["net0": .text("name=eth0,ip=dhcp")])
        #expect(form("a=%zz%4") == ["a": .text("%zz%4")])
        #expect(form("") == [:])
    }

    @Test("A second equals sign ends the value, a key alone has none")
    func oddities() {
        #expect(form("net0=name=eth0") == ["net0": .text("name")])
        #expect(form("a&b=&=x") == ["a": .null, "b": .text(""), "": .text("x")])
        #expect(form("a=1&a") == ["a": .null])
        #expect(form("a=1&&b=2&&") == ["a": .text("1"), "": .null, "b": .text("2")])
    }

    @Test("The query wins over the body, and the key that defeats caches is dropped")
    func joined() {
        let joined = FormDecoding.joined(query: form("a=1&_dc=5"), body: form("a=2&b=3"))
        #expect(joined == ["a": .text("1"), "b": .text("3")])
    }

    @Test("JSON keeps its types until a value is checked")
    func json() throws {
        let body = #"{"a":"x","b":5,"c":true,"d":["1",2],"e":null}"#
        #expect(
            try JSONBody.parameters(Array(body.utf8)) == [
                "a": .text("x"), "b": .number("5"), "c": .boolean(true), "d": .list([.text("1"), .number("2")]),
                "e": .null,
            ])
        #expect(try JSONBody.parameters(Array("null".utf8)) == [:])
        #expect(throws: JSONBodyError.notAnObject) { try JSONBody.parameters(Array("[1]".utf8)) }
    }

    @Test(
        "Numbers look as Perl prints them",
        arguments: [
            ("1.50", "1.5"), ("1e3", "1000"), ("12345678901234567890123", "12345678901234567890123"), ("0.1", "0.1"),
            ("1e-7", "1e-07"), ("-0", "0"), ("1.0", "1"), ("3.14159265358979323846", "3.14159265358979"),
            ("0.30000000000000004", "0.3"), ("1e20", "1e+20"), ("0.0001", "0.0001"), ("0.99999999999999999", "1"),
            ("123456.789", "123456.789"), ("-2.5", "-2.5"), ("1E400", "Inf"),
        ])
    func numbers(source: String, text: String) throws {
        let document = try JSONDocument.parse(text: source)
        #expect(ParameterValue(document.root) == .number(text))
    }

    /// A body that is no JSON, and where and how Proxmox's parser stops.
    struct Mistake: Sendable {
        let body: String
        let text: String
        let offset: Int
        let rest: String

        init(_ body: String, _ text: String, at offset: Int, before rest: String = "(end of string)") {
            (self.body, self.text, self.offset, self.rest) = (body, text, offset, rest)
        }

        static let noValue = "malformed JSON string, neither tag, array, object, number, string or atom"
        static let leadingZero = "malformed number (leading zero must not be followed by another digit)"
    }

    @Test(
        "Bad JSON is told in the words of Proxmox's parser",
        arguments: [
            Mistake("", Mistake.noValue, at: 0),
            Mistake("{", "'\"' expected", at: 1),
            Mistake(#"{"a""#, "':' expected", at: 4),
            Mistake(#"{"a":1"#, ", or } expected while parsing object/hash", at: 6),
            Mistake("[1 2]", ", or ] expected while parsing array", at: 3, before: "2]"),
            Mistake(#"{"a":tru}"#, "'true' expected", at: 5, before: "tru}"),
            Mistake(#"{"a":01}"#, Mistake.leadingZero, at: 6, before: "1}"),
            Mistake(#"{"a":1.}"#, "malformed number (no digits after decimal point)", at: 7, before: "}"),
            Mistake(#"{"a":"x"#, "unexpected end of string while parsing JSON string", at: 7),
            Mistake(#"{"a":"\x"}"#, "illegal backslash escape sequence in string", at: 6, before: #"\\x"}"#),
            Mistake(#"{"ä":1} x"#, "garbage after JSON object", at: 9, before: "x"),
            Mistake("hello world this is long", Mistake.noValue, at: 0, before: "hello world this is ..."),
        ])
    func mistakes(_ mistake: Mistake) {
        let text = "\(mistake.text), at character offset \(mistake.offset) (before \"\(mistake.rest)\")"
        #expect(throws: JSONBodyError.malformed(text)) { try JSONBody.parameters(Array(mistake.body.utf8)) }
    }
}
