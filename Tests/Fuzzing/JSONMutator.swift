package import PhoenixModel
import PhoenixTestSupport

/// Changes the text of a JSON document so that it mostly stays one: values, keys and members are exchanged, repeated and
/// nested; now and then it changes bytes.
package struct JSONMutator: Sendable {
    private let bytes: ByteMutator
    /// Texts of the corpus with their quotes.
    private let texts: [[UInt8]]

    package init(corpus: [[UInt8]]) {
        bytes = ByteMutator(corpus: corpus)
        let all = corpus.flatMap { document in
            JSONToken.all(of: document).filter { $0.kind == .text }.map { Array(document[$0.range].prefix(200)) }
        }
        texts = Array(Set(all)).sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// One to three changes.
    package func mutated(_ document: [UInt8], _ chance: inout SeededGenerator) -> [UInt8] {
        if chance.isLucky(0.1) { return bytes.mutated(document, &chance) }
        var document = document
        for _ in 0..<(chance.pick([1, 1, 1, 2, 3]) ?? 1) { mutate(&document, &chance) }
        if chance.isLucky(0.05) { document = bytes.mutated(document, &chance) }
        return document
    }

    private func mutate(_ document: inout [UInt8], _ chance: inout SeededGenerator) {
        let tokens = JSONToken.all(of: document)
        guard let token = chance.pick(tokens) else { return document = scalar(&chance) }
        switch chance.number(0...14) {
        case 0...6:
            let values = tokens.filter { $0.isValue(in: document) }
            document.replaceSubrange((chance.pick(values) ?? token).range, with: scalar(&chance))
        case 7...9:
            let others = tokens.filter { $0.kind == token.kind }
            let other = Array(document[(chance.pick(others) ?? token).range])
            document.replaceSubrange(token.range, with: other)
        case 10: document.removeSubrange(token.range)
        case 11: repeatPart(&document, tokens, &chance)
        case 12: nest(&document, token.range, &chance)
        case 13: document.insert(contentsOf: [0xEF, 0xBB, 0xBF], at: chance.pick([0, token.range.lowerBound]) ?? 0)
        default:
            let comma = chance.pick(tokens.filter { $0.isComma(in: document) }) ?? token
            document.insert(
                contentsOf: Array(",".utf8) + text(&chance) + Array(":".utf8) + scalar(&chance),
                at: comma.range.lowerBound)
        }
    }

    /// What stands between two commas once more: a repeated item, or a member with the same key.
    private func repeatPart(_ document: inout [UInt8], _ tokens: [JSONToken], _ chance: inout SeededGenerator) {
        let commas = tokens.filter { $0.isComma(in: document) }.map(\.range.lowerBound)
        guard let first = chance.pick(Array(commas.indices.dropLast())) else { return }
        let last = min(commas.count - 1, first + chance.number(1...3))
        let part = Array(document[commas[first]..<commas[last]])
        let count = chance.isLucky(0.02) ? min(chance.number(100...2_000), 100_000 / part.count + 1) : 1
        document.insert(contentsOf: (0..<count).flatMap { _ in part }, at: commas[last])
    }

    private func nest(_ document: inout [UInt8], _ range: Range<Int>, _ chance: inout SeededGenerator) {
        let depth = chance.isLucky(0.2) ? chance.number(100...3_000) : chance.number(1...20)
        let (open, close) = chance.isLucky(0.5) ? ("[", "]") : ("{\"a\":", "}")
        document.insert(contentsOf: Array(String(repeating: close, count: depth).utf8), at: range.upperBound)
        document.insert(contentsOf: Array(String(repeating: open, count: depth).utf8), at: range.lowerBound)
    }

    private func scalar(_ chance: inout SeededGenerator) -> [UInt8] {
        switch chance.number(0...4) {
        case 0, 1: Array((chance.pick(Self.numbers) ?? "0").utf8)
        case 2: Array((chance.pick(Self.others) ?? "null").utf8)
        default: text(&chance)
        }
    }

    private func text(_ chance: inout SeededGenerator) -> [UInt8] {
        if chance.isLucky(0.5), let text = chance.pick(texts) { return text }
        if chance.isLucky(0.01) {
            return Array("\"\(String(repeating: "x", count: chance.number(1_000...300_000)))\"".utf8)
        }
        return chance.pick(Self.oddTexts) ?? []
    }

    /// Where number types end, and where exact arithmetic hurts.
    private static let numbers =
        [
            "0", "-0", "-1", "1", "2", "7", "99", "100", "101", "255", "256", "4096", "65535", "65536", "999999999",
            "1000000000", "2147483647", "2147483648", "4294967295", "4294967296", "9007199254740993",
            "9223372036854775", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
            "-9223372036854775809", "18446744073709551615", "18446744073709551616", "0.5", "-0.1", "1.0", "1e3", "1E+5",
            "1e18", "1e19", "1e308", "1e400", "1e-400", "1e10000", "1e-10000", "1e10001", "1e999999999999", "01", "1.",
            ".5", "+1", "0x10", "NaN", "-Infinity",
        ] + [String(repeating: "9", count: 100), "0." + String(repeating: "1", count: 1_100)]

    private static let others = [
        "null", "true", "false", "{}", "[]", "[[]]", "[{}]", "{\"\":{}}", "{\"a\":1,\"a\":2}", "[1,]", "nul",
        "{\"secret\":\"a\"}", "{\"name\":{}}", "[null]", "[0]", "[\"\"]",
    ]

    /// Texts that are empty, invisible, half a character, several in one, or no text at all.
    private static let oddTexts =
        [
            "", " ", "a", "0", "-1", "900", "1e3", "true", "null", "..", "../../etc/passwd", "/", "a/b", "~0~1", "%s%n",
            "#",
            "\\u0000", "\\ud800", "\\udc00\\ud800", "\\ud83d\\ude00", "\\u202e", "\\ufeff", "\\uFFFF", "\\n\\r\\t",
            "\\x", "\\u12",
            "\u{0}", "\u{7F}", "\u{85}", "\u{2028}", "e\u{301}", "é", "👩‍👩‍👧‍👦", "\u{FEFF}", "\u{202E}", "İ", "ß", "<!--",
            "-->",
            "-----BEGIN CERTIFICATE-----", "10.0.0.0/33", "::", "256.1.1.1", "99999999999999999999G", "-5M",
        ].map { Array("\"\($0)\"".utf8) } + [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
        ]
}

/// A piece of a text that means to be JSON.
private struct JSONToken {
    enum Kind { case text, word, mark }

    let kind: Kind
    let range: Range<Int>

    func isComma(in document: [UInt8]) -> Bool { kind == .mark && document[range.lowerBound] == UInt8(ascii: ",") }

    /// Whether no colon follows, which makes a text a key.
    func isValue(in document: [UInt8]) -> Bool {
        guard kind != .mark else { return false }
        let rest = document[range.upperBound...].prefix(8)
        return rest.first { $0 != 0x20 } != UInt8(ascii: ":")
    }

    static func all(of document: [UInt8]) -> [JSONToken] {
        var tokens: [JSONToken] = []
        var place = 0
        while place < document.count {
            let start = place
            let kind = skip(document, &place)
            if let kind { tokens.append(JSONToken(kind: kind, range: start..<place)) }
        }
        return tokens
    }

    /// Goes behind the next piece; nil for blanks.
    private static func skip(_ document: [UInt8], _ place: inout Int) -> Kind? {
        let first = document[place]
        place += 1
        switch first {
        case 0x20, 0x0A, 0x0D, 0x09: return nil
        case UInt8(ascii: "\""):
            while place < document.count, document[place] != first {
                place = min(document.count, place + (document[place] == UInt8(ascii: "\\") ? 2 : 1))
            }
            place = min(document.count, place + 1)
            return .text
        case _ where marks.contains(first): return .mark
        default:
            while place < document.count, !ends.contains(document[place]) { place += 1 }
            return .word
        }
    }

    private static let marks = Array("{}[],:".utf8)
    private static let ends = Array("{}[],:\" \n\r\t".utf8)
}
