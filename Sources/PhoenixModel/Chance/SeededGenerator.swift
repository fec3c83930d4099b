/// A source of chance (SplitMix64; Steele, Lea and Flood 2014): one seed gives one history on every machine.
package struct SeededGenerator: Hashable, Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    /// The next 64 bits.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number in `0..<bound`; `bound` is at least 1.
    package mutating func next(below bound: UInt64) -> UInt64 {
        // The bias of a remainder is below 2^-32 for every bound used here.
        next() % max(1, bound)
    }

    /// A fraction in `0..<1`.
    package mutating func nextFraction() -> Double {
        Double(next() >> 11) / Double(UInt64(1) << 53)
    }
}

extension SeededGenerator: Codable {
    /// Hexadecimal text: not every JSON reader keeps 64-bit numbers exact.
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let seed = UInt64(text, radix: 16) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is not a hexadecimal seed"))
        }
        self.init(seed: seed)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(String(state, radix: 16))
    }
}
