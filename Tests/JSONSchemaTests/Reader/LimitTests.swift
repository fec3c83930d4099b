import JSONSchema
import Testing

@Suite("Limits of the reader")
struct LimitTests {
    struct Case: Sendable {
        let set: @Sendable (inout JSONLimits, Int) -> Void
        /// What the text just needs.
        let value: Int
        let text: String
        /// How it is refused with one less.
        let reason: JSONSyntaxError.Reason
    }

    static let cases = [
        Case(set: { $0.maximumBytes = $1 }, value: 6, text: "[1, 2]", reason: .tooManyBytes(limit: 5)),
        Case(set: { $0.maximumDepth = $1 }, value: 2, text: "[[1]]", reason: .tooDeep(limit: 1)),
        Case(set: { $0.maximumValues = $1 }, value: 3, text: "{\"a\": 1}", reason: .tooManyValues(limit: 2)),
        Case(set: { $0.maximumStringBytes = $1 }, value: 3, text: "\"abc\"", reason: .stringTooLong(limit: 2)),
        Case(set: { $0.maximumStringBytes = $1 }, value: 7, text: "\"\\u0041b\"", reason: .stringTooLong(limit: 6)),
        Case(set: { $0.maximumNumberBytes = $1 }, value: 4, text: "-1.5", reason: .numberTooLong(limit: 3)),
        Case(set: { $0.maximumExponent = $1 }, value: 12, text: "1e-12", reason: .exponentTooLarge(limit: 11)),
        Case(set: { $0.maximumExponent = $1 }, value: 12, text: "310e10", reason: .exponentTooLarge(limit: 11)),
        Case(set: { $0.maximumExponent = $1 }, value: 12, text: "-0.0031e-9", reason: .exponentTooLarge(limit: 11)),
        Case(set: { $0.maximumExponent = $1 }, value: 12, text: "0.0e12", reason: .exponentTooLarge(limit: 11)),
    ]

    @Test("each limit refuses one more than it allows", arguments: cases)
    func limit(_ example: Case) throws {
        var limits = JSONLimits.standard
        example.set(&limits, example.value)
        _ = try JSONDocument.parse(text: example.text, limits: limits)
        example.set(&limits, example.value - 1)
        let error = #expect(throws: JSONSyntaxError.self) {
            try JSONDocument.parse(text: example.text, limits: limits)
        }
        #expect(error?.reason == example.reason)
    }

    @Test("a hundred thousand open brackets are refused without using the stack", arguments: ["[", "{\"a\":"])
    func deepNesting(_ opening: String) {
        let bytes = Array(String(repeating: opening, count: 100_000).utf8)
        var limits = JSONLimits.standard
        let error = #expect(throws: JSONSyntaxError.self) { try JSONDocument.parse(bytes, limits: limits) }
        #expect(error?.reason == .tooDeep(limit: 128))
        limits.maximumDepth = .max
        let unlimited = #expect(throws: JSONSyntaxError.self) { try JSONDocument.parse(bytes, limits: limits) }
        #expect(unlimited?.reason == .tooDeep(limit: 1_024))
    }

    @Test("the deepest document can be walked")
    func deepest() throws {
        var limits = JSONLimits.standard
        limits.maximumDepth = .max
        let text = String(repeating: "[", count: 1_024) + String(repeating: "]", count: 1_024)
        let document = try JSONDocument.parse(text: text, limits: limits)
        #expect(document.root.hasSameContent(as: document.root))
        #expect(JSONText(document.root).compactText == text)
    }
}
