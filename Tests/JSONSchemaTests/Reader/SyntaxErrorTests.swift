import JSONSchema
import Testing

@Suite("Texts that are not JSON")
struct SyntaxErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let expected: String
        var testDescription: String { text }

        init(_ text: String, _ expected: String) {
            self.text = text
            self.expected = expected
        }
    }

    static let cases = [
        Case("", "1:1: The document is empty. Write a value, at least {}"),
        Case("  \n", "1:1: The document is empty. Write a value, at least {}"),
        Case(
            "\u{feff}{}",
            "1:1: The document begins with a byte order mark (UTF-8). Save the file as UTF-8 without a byte order mark"),
        Case("{\"a\": 1,}", "1:8: A comma stands after the last entry of the object. Remove the comma"),
        Case("[1, 2, ]", "1:6: A comma stands after the last entry of the array. Remove the comma"),
        Case("[1,, 2]", "1:4: A comma stands where a value or key should stand. Remove the comma"),
        Case("{,}", "1:2: A comma stands where a value or key should stand. Remove the comma"),
        Case(
            "{\"a\": 1\n \"b\": 2}",
            "2:2: A comma is missing between two entries of the object. Put ',' after the entry before this one"),
        Case(
            "[1 2]", "1:4: A comma is missing between two entries of the array. Put ',' after the entry before this one"
        ),
        Case("{'a': 1}", "1:2: Text stands in single quotes. Use double quotes"),
        Case("[1, # one\n2]", "1:5: JSON has no comments. Remove the comment"),
        Case("{} // end", "1:4: JSON has no comments. Remove the comment"),
        Case("[1 /* one */]", "1:4: JSON has no comments. Remove the comment"),
        Case("{a: 1}", "1:2: The key a is not in double quotes. Write \"a\""),
        Case("{\"a\" 1}", "1:6: The key \"a\" is not followed by ':'. Put ':' between key and value"),
        Case("{\"a\": }", "1:7: The key \"a\" has no value. Write a value after the ':', or remove the key"),
        Case("{\n  \"a\": [1", "2:10: The array opened at line 2, column 8 is never closed. Add ']'"),
        Case("{\n  \"a\": [1]\n", "3:1: The object opened at line 1, column 1 is never closed. Add '}'"),
        Case(
            "{\"a\": [1}",
            "1:9: '}' cannot close the array opened at line 1, column 7. Close the array with ']' first"),
        Case("[True]", "1:2: True is not a JSON value. Write true"),
        Case("[None]", "1:2: None is not a JSON value. Write null"),
        Case("[ollama]", "1:2: ollama is not a JSON value. Put text in double quotes: \"ollama\""),
        Case("[truex]", "1:2: truex is not a JSON value. Put text in double quotes: \"truex\""),
        Case("]", "1:1: Found ']' where a value should stand"),
        Case("{} {}", "1:4: Text follows after the end of the document's value. Remove it; a document is one value"),
        Case("{\"a\"", "1:5: The document ends where ':' after the key should stand"),
        Case("{\"a\":", "1:6: The document ends where a value should stand"),
        Case(
            "[\"a",
            "1:2: The string is not closed before the end of its line. "
                + "Close it with '\"'; a line break inside a string is written \\n"),
        Case(
            "[\"a\nb\"]",
            "1:2: The string is not closed before the end of its line. "
                + "Close it with '\"'; a line break inside a string is written \\n"),
        Case("[\"a\tb\"]", "1:4: The string holds the control character U+0009. Write it as \\t"),
        Case(
            "[\"C:\\dir\"]",
            "1:5: \\d is not an escape that JSON knows. Write a backslash itself as \\\\; "
                + "the escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with 4 digits"),
        Case(
            "[\"\\ud800\"]",
            "1:3: \\ud800 is half of a surrogate pair, which stands for no character. "
                + "Write both halves (\\ud83d\\ude00), or the character itself"),
        Case(
            "{\"a\": 1, \"b\": 2, \"\\u0061\": 3}",
            "1:18: The key \"a\" was already given at line 1, column 2. Remove one of the two"),
    ]

    @Test("say where, what and how to mend it", arguments: cases)
    func message(_ example: Case) {
        #expect(failure(example.text)?.description == example.expected)
    }

    static let numbers = [
        Case("01", "A number cannot begin with 0 before other digits"),
        Case("+1", "A number cannot begin with '+'"),
        Case(".5", "A number cannot begin with '.'"),
        Case("-", "No digit follows the '-'"),
        Case("1.", "No digit follows the '.'"),
        Case("1e", "No digit follows the exponent sign"),
        Case("1e+", "No digit follows the exponent sign"),
        Case("0x1F", "JSON has no hexadecimal or octal numbers"),
        Case("1_000", "JSON numbers have no '_' between digits"),
        Case("NaN", "NaN is not a JSON number"),
        Case("-Infinity", "-Infinity is not a JSON number"),
        Case("16GB", "The number is followed directly by \"GB\""),
        Case("10.0.0.1", "The number is followed directly by \".0.1\""),
        Case("1e99999999999999999999", "The exponent is beyond 10000"),
    ]

    @Test("numbers of other languages are explained", arguments: numbers)
    func number(_ example: Case) {
        #expect(failure("[\(example.text)]")?.message == example.expected)
    }

    @Test(
        "bytes that are not UTF-8 are refused",
        arguments: [
            [0x80], [0xC0, 0x80], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82],
        ] as [[UInt8]])
    func invalidUTF8(_ bytes: [UInt8]) throws {
        let error = try #require(failure([0x5B, 0x22] + bytes + [0x22, 0x5D]))
        #expect(error.reason == .invalidUTF8)
        #expect(error.position.column == 3)
        #expect(failure([0x5B] + bytes + [0x5D])?.reason == .invalidUTF8)
    }

    @Test("the line of the mistake comes with the error")
    func lineText() {
        #expect(failure("{\n  \"a\": 1,\r\n  'b': 2\r\n}")?.lineText == "  'b': 2")
    }

    @Test("many keys are compared as strictly as few")
    func manyKeys() throws {
        let keys = (0..<500).map { "\"key\($0)\": 0" }
        let error = try #require(failure("{" + (keys + ["\"key7\": 1", "\"key3\": 1"]).joined(separator: ",") + "}"))
        #expect(error.reason == .duplicateKey("key7"))
        #expect(failure("{" + keys.joined(separator: ",") + "}") == nil)
    }

    private func failure(_ text: String) -> JSONSyntaxError? { failure(Array(text.utf8)) }

    private func failure(_ bytes: [UInt8]) -> JSONSyntaxError? {
        do {
            _ = try JSONDocument.parse(bytes)
            return nil
        } catch {
            return error
        }
    }
}
