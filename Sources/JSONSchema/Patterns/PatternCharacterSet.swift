/// A set of Unicode scalars: ranges and character properties.
struct PatternCharacterSet: Sendable {
    private var ranges: [ClosedRange<UInt32>] = []
    private var properties: [Property] = []
    private var isNegated = false
    /// Answers for U+0000…U+007F, which nearly all questions are about.
    private var asciiBits: (UInt64, UInt64) = (0, 0)

    private struct Property: Sendable {
        let property: UnicodeProperty
        let isNegated: Bool
    }

    init(_ ranges: [ClosedRange<UInt32>] = []) {
        self.ranges = ranges
        rememberASCII()
    }

    init(_ scalar: UInt32) { self.init([scalar...scalar]) }

    init(_ property: UnicodeProperty, isNegated: Bool) {
        properties = [Property(property: property, isNegated: isNegated)]
        rememberASCII()
    }

    mutating func formUnion(_ other: PatternCharacterSet) {
        assert(!isNegated && !other.isNegated, "classes are joined before they are negated")
        ranges += other.ranges
        properties += other.properties
        rememberASCII()
    }

    var negated: PatternCharacterSet {
        var copy = self
        copy.isNegated.toggle()
        copy.rememberASCII()
        return copy
    }

    /// The scalars of these ranges left out, as ranges again.
    static func complement(of ranges: [ClosedRange<UInt32>]) -> PatternCharacterSet {
        var result: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
            next = max(next, range.upperBound + 1)
        }
        if next <= 0x10FFFF { result.append(next...0x10FFFF) }
        return PatternCharacterSet(result)
    }

    /// Whether both are written as the same ranges; sets with character properties are not compared.
    func hasSameRanges(as other: PatternCharacterSet) -> Bool {
        properties.isEmpty && other.properties.isEmpty && isNegated == other.isNegated && ranges == other.ranges
    }

    func contains(_ scalar: UInt32) -> Bool {
        if scalar < 64 { return asciiBits.0 & (1 << UInt64(scalar)) != 0 }
        if scalar < 128 { return asciiBits.1 & (1 << UInt64(scalar - 64)) != 0 }
        return search(scalar)
    }

    private func search(_ scalar: UInt32) -> Bool {
        let isListed =
            ranges.contains { $0.contains(scalar) }
            || properties.contains { $0.property.contains(scalar) != $0.isNegated }
        return isListed != isNegated
    }

    private mutating func rememberASCII() {
        asciiBits = (0, 0)
        for scalar in UInt32(0)..<64 {
            if search(scalar) { asciiBits.0 |= 1 << UInt64(scalar) }
            if search(scalar + 64) { asciiBits.1 |= 1 << UInt64(scalar) }
        }
    }
}

extension PatternCharacterSet {
    private static let digitRanges: [ClosedRange<UInt32>] = [0x30...0x39]
    private static let wordRanges: [ClosedRange<UInt32>] = [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]
    private static let lineTerminators: [ClosedRange<UInt32>] = [0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029]
    private static let spaceRanges: [ClosedRange<UInt32>] = [
        0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029,
        0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
    ]

    /// What `.` stands for.
    static let anyExceptLineTerminators = complement(of: lineTerminators)

    static let word = PatternCharacterSet(wordRanges)

    /// The set behind `\d`, `\W` and their like; nil for other letters.
    static func named(_ letter: Unicode.Scalar) -> PatternCharacterSet? {
        switch letter {
        case "d": PatternCharacterSet(digitRanges)
        case "D": complement(of: digitRanges)
        case "w": word
        case "W": complement(of: wordRanges)
        case "s": PatternCharacterSet(spaceRanges)
        case "S": complement(of: spaceRanges)
        default: nil
        }
    }
}
