import Testing

@testable import JSONSchema

@Suite("Patterns")
struct PatternTests {
    @Test(
        "match anywhere unless anchored",
        arguments: [
            ("b", "abc", true), ("^b", "abc", false), ("c$", "abc", true), ("^$", "", true), ("^$", "a", false),
            ("$^", "", true), ("a|^$", "", true), ("(^a|b)c", "xac", false), ("(^a|b)c", "xbc", true),
            ("a$|b", "ab", true),
            ("^a*$", "aaa", true), ("^(ab){2,3}$", "abab", true), ("^(ab){2,3}$", "ab", false), ("^a{0}$", "", true),
            ("^(a*)*b$", "aaab", true), ("^(|a)+$", "aa", true), ("^a+?$", "aa", true), ("^.$", "\u{1F600}", true),
            ("^.$", "\n", false), ("^\\u{1F600}$", "\u{1F600}", true), ("^\\ud83d\\ude00$", "\u{1F600}", true),
            ("^[^a-c]$", "é", true), ("^[\\w.-]+$", "a_1.-", true), ("^\\w$", "é", false), ("^\\s$", "\u{feff}", true),
            ("^\\S$", "\u{3000}", false), ("^\\d$", "٣", false), ("^\\p{Nd}$", "٣", true),
            ("^\\p{Lu}\\P{Lu}$", "Ää", true),
            ("^\\p{Letter}+$", "straße", true), ("^[\\p{L}\\d]+$", "é1", true), ("\\bfoo\\b", "a foo b", true),
            ("\\bfoo\\b", "afoo", false), ("\\Boo", "foo", true), ("^\\cJ\\x41\\t$", "\nA\t", true),
            ("^[\\b]$", "\u{8}", true),
            ("^(?=.*\\d)(?!.*x)[a-z0-9]+$", "ab1", true), ("^(?=.*\\d)(?!.*x)[a-z0-9]+$", "abx1", false),
            ("(?<=a)b", "ab", true), ("(?<=a)b", "cb", false), ("(?<!a)b", "ab", false),
            ("^(?<year>\\d{4})$", "2026", true),
            ("^[]$", "a", false), ("^[^]$", "\n", true), ("^\\/\\-$|^[\\-]$", "-", false),
        ])
    func match(_ source: String, _ text: String, _ expected: Bool) throws {
        guard source != "^\\/\\-$|^[\\-]$" else {
            #expect(throws: PatternSyntaxError.self) { try Pattern(source) }
            return
        }
        #expect(try matches(Pattern(source), text) == expected)
    }

    @Test(
        "that are malformed are refused",
        arguments: [
            "(", ")", "[a", "a**", "*a", "{1}", "a{2,1}", "a{x", "}", "]", "\\", "\\a", "\\Z", "\\-", "[b-a]",
            "[\\d-z]", "\\p{Nope}",
            "\\u{110000}", "\\x1", "\\c1", "(?i:a)", "(?<a>x)(?<a>y)", "\\k<b>(?<a>x)", "\\2(a)", "(?<1>a)", "^*",
            "\\b+",
            "(?=a)*", "a{99999}", "((a{999}){999})",
        ])
    func malformed(_ source: String) {
        #expect(throws: PatternSyntaxError.self) { try Pattern(source) }
    }

    @Test("with references back are well formed but not usable")
    func backreference() {
        #expect(Pattern.isWellFormed("(a)\\1"))
        #expect(throws: PatternSyntaxError.self) { try Pattern("(a)\\1") }
    }

    @Test("agree with the standard library's engine, by table and by steps, on 3,000 random patterns")
    func secondOpinion() throws {
        let seed: UInt64 = 0x5EED_0004
        var random = SeededGenerator(seed: seed)
        for _ in 0..<3_000 {
            let source = Self.pattern(depth: 3, &random)
            let pattern = try Pattern(source)
            let program = try PatternCompiler.compile(PatternParser.parse(source), pattern: source)
            let other = try Regex(source)
            for _ in 0..<6 {
                let count = Int.random(in: 0...7, using: &random)
                let text = String((0..<count).map { _ in "abc".randomElement(using: &random) ?? "a" })
                var matcher = PatternMatcher(input: text.unicodeScalars.map(\.value), remainingSteps: 1_000_000)
                let answers = [
                    matches(pattern, text), matcher.search(program), try other.firstMatch(in: text) != nil,
                ]
                if Set(answers).count != 1 { Issue.record("seed \(seed): \(source) on \(text): \(answers)") }
            }
        }
    }

    private static func pattern(depth: Int, _ random: inout SeededGenerator) -> String {
        let atom = ["a", "b", ".", "[ab]", "[^a]", "c"].randomElement(using: &random) ?? "a"
        guard depth > 0 else { return atom }
        func inner(_ random: inout SeededGenerator) -> String { pattern(depth: depth - 1, &random) }
        switch Int.random(in: 0..<9, using: &random) {
        case 0: return inner(&random) + inner(&random)
        case 1: return inner(&random) + "|" + inner(&random)
        case 2:
            return "(" + inner(&random) + ")"
                + (["*", "+", "?", "{2}", "{1,2}", "{2,}"].randomElement(using: &random) ?? "")
        case 3: return "^" + inner(&random)
        case 4: return inner(&random) + "$"
        case 5: return "(?:" + inner(&random) + ")"
        case 6: return "(?=" + inner(&random) + ")" + inner(&random)
        case 7: return "(?!" + inner(&random) + ")" + inner(&random)
        default: return atom
        }
    }

    private func matches(_ pattern: Pattern, _ text: String) -> Bool {
        var steps = 1_000_000
        return pattern.match(Array(text.utf8)[...], remainingSteps: &steps) == .match
    }
}
