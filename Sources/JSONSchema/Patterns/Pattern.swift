/// A regular expression of ECMA-262 without references back, matched in bounded time.
///
/// The standard library's `Regex` is not used: it backtracks, so a short text can keep it busy for ever; it cannot
/// be shared between threads; and it reads another dialect.
package struct Pattern: Sendable {
    package let source: String
    private let program: PatternProgram

    package init(_ source: String) throws(PatternSyntaxError) {
        self.source = source
        program = try PatternCompiler.compile(PatternParser.parse(source), pattern: source)
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
