import PhoenixModel
import PhoenixReport
import Testing

struct DiagnosticTextTests {
    private func problem(
        _ severity: Diagnostic.Severity = .error, line: Int? = 4, column: Int? = 16, text: String? = nil
    ) -> Diagnostic {
        Diagnostic(
            severity: severity, rule: "wrong-type",
            place: .init(path: "guests/101.json", line: line, column: column, pointer: "/memory_mb", lineText: text),
            message: "memory_mb must be a whole number", remedy: "Write it in MiB")
    }

    @Test("Place, sentence, line, caret, remedy")
    func whole() {
        #expect(
            text(of: [problem(text: "  \"memory_mb\": \"lots\",")], style: .plain) == """
                guests/101.json:4:16: error: memory_mb must be a whole number [wrong-type]
                      "memory_mb": "lots",
                                   ^
                    Write it in MiB

                """)
    }

    @Test("A problem of a whole file has no line, and no caret")
    func wholeFile() {
        #expect(
            text(of: [problem(.warning, line: nil, column: nil)], style: .plain) == """
                guests/101.json: warning: memory_mb must be a whole number [wrong-type]
                    Write it in MiB

                """)
    }

    @Test("The caret stands below its column, also behind tabs and characters of several bytes")
    func caret() {
        let shown = text(of: [problem(column: 8, text: "\t\"é😀\": true")], style: .plain).split(separator: "\n")
        let line = Array(shown[1].unicodeScalars), caret = Array(shown[2].unicodeScalars)
        #expect(line[caret.count - 1] == "t")
        #expect(!shown[1].contains("\t"))
    }

    @Test("A line of thousands of characters is cut around the problem")
    func longLine() {
        let line = String(repeating: "x", count: 5000) + "!" + String(repeating: "y", count: 5000)
        let shown = text(of: [problem(column: 5001, text: line)], style: .plain).split(separator: "\n")
        #expect(shown[1].count < 90)
        let excerpt = Array(shown[1]), caret = Array(shown[2])
        #expect(excerpt[caret.count - 1] == "!")
    }

    @Test("The sum counts errors and warnings")
    func sum() {
        #expect(summary(of: []) == "no problems")
        #expect(summary(of: [problem()]) == "1 error")
        #expect(summary(of: [problem(), problem(), problem(.warning), problem(.note)]) == "2 errors, 1 warning")
    }

    @Test("Colour says nothing that the words do not")
    func colour() {
        let plain = text(of: [problem(text: "  \"memory_mb\": \"lots\",")], style: .plain)
        let coloured = text(of: [problem(text: "  \"memory_mb\": \"lots\",")], style: .coloured)
        #expect(coloured != plain)
        #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
    }
}
