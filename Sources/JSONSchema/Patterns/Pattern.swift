/// A regular expression of ECMA-262 without references back, matched in bounded time.
///
/// The standard library's `Regex` is not used: it backtracks, so a short text can keep it busy for ever; it cannot
/// be shared between threads; and it reads another dialect.
package struct Pattern: Sendable {
    /// As written.
    package let source: String
    private let program: PatternProgram
    private let table: PatternTable?

    /// Refuses what is no pattern of ECMA-262 in Unicode mode, refers back, or is too large.
    package init(_ source: String) throws(PatternSyntaxError) {
        self.source = source
        program = try PatternCompiler.compile(PatternParser.parse(source), pattern: source)
        table = PatternTable(program)
    }

    /// True when a text is a pattern of the grammar, also one with references back.
    static func isWellFormed(_ source: String) -> Bool {
        (try? PatternParser.parse(source)) != nil
    }

    enum Outcome: Sendable {
        case match
        case noMatch
        case tooCostly
    }

    /// Whether the pattern matches anywhere in a text; what it costs is taken from the steps that remain.
    func match(_ text: ArraySlice<UInt8>, remainingSteps: inout Int) -> Outcome {
        remainingSteps -= text.count
        switch table?.match(text) {
        case .match: return .match
        case .noMatch: return .noMatch
        case .unknown, nil: break
        }
        var matcher = PatternMatcher(input: Self.scalars(text), remainingSteps: remainingSteps)
        let found = matcher.search(program)
        remainingSteps = matcher.remainingSteps
        if matcher.isExhausted { return .tooCostly }
        return found ? .match : .noMatch
    }

    private static func scalars(_ text: ArraySlice<UInt8>) -> [UInt32] {
        if text.allSatisfy({ $0 < 0x80 }) { return text.map(UInt32.init) }
        return String(decoding: text, as: UTF8.self).unicodeScalars.map(\.value)
    }
}
