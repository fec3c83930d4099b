package import PhoenixModel
import PhoenixTestSupport

/// Changes bytes by chance: blindly, with words taken from the corpus, and by joining two of its texts.
package struct ByteMutator: Sendable {
    private let corpus: [[UInt8]]
    private let words: [[UInt8]]

    /// - Parameter corpus: what honest bytes look like; their words are put where they do not belong.
    package init(corpus: [[UInt8]]) {
        self.corpus = corpus
        words = Array(Set(corpus.flatMap(Self.words))).sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// One to four changes.
    package func mutated(_ bytes: [UInt8], _ chance: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<chance.number(1...4) { mutate(&bytes, &chance) }
        return bytes
    }

    private func mutate(_ bytes: inout [UInt8], _ chance: inout SeededGenerator) {
        let place = chance.number(0...bytes.count)
        let rest = bytes.count - place
        switch chance.number(0...10) {
        case 0 where rest > 0: bytes[place] ^= 1 << UInt8(chance.number(0...7))
        case 1 where rest > 0: bytes[place] = UInt8(chance.number(0...255))
        case 2 where rest > 0: bytes[place] = chance.pick(Self.telling) ?? 0
        case 3: bytes.insert(chance.pick(Self.telling) ?? 0, at: place)
        case 4: bytes.removeSubrange(place..<(place + min(rest, chance.number(1...8))))
        case 5: bytes.removeSubrange(place..<(place + chance.number(0...rest)))
        case 6: bytes.removeLast(rest)
        case 7: bytes.insert(contentsOf: bytes[place..<(place + min(rest, chance.number(1...16)))], at: place)
        case 8:
            let count = min(rest, chance.number(1...512))
            bytes.replaceSubrange(
                place..<(place + count), with: repeatElement(chance.pick([0, 0xFF, 0x20]) ?? 0, count: count))
        case 9: bytes.insert(contentsOf: chance.pick(words) ?? [], at: place)
        default:
            let other = chance.pick(corpus) ?? []
            bytes = Array(bytes[..<place]) + other[chance.number(0...other.count)...]
        }
    }

    /// Bytes that mean something in one of the formats, or nothing in any.
    private static let telling =
        Array("{}[]\",:\\u0123456789eE+-.tfn #/'=;%\n\r\t\u{0}é\u{FEFF}\u{202E}".utf8) + [0x7F, 0x80, 0xC0, 0xED, 0xFF]

    /// Runs of letters, digits and what joins them.
    private static func words(of bytes: [UInt8]) -> [[UInt8]] {
        bytes.split { byte in
            let isWord = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            return !isWord && byte != UInt8(ascii: "_") && byte != UInt8(ascii: "-")
        }.map { Array($0.prefix(64)) }
    }
}
