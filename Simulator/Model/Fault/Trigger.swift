import PhoenixModel

/// Which of the matching occasions a fault or rule is about, and how often it was met.
package struct Trigger: Hashable, Sendable {
    /// The first matching occasion on which it strikes, from 1; nil: from the first.
    package var occurrence: Int?
    /// On how many it strikes; nil: on one if `occurrence` is set, otherwise on all.
    package var times: Int?
    /// With which chance it strikes on those, 0...1; nil: always.
    package var probability: Double?
    /// How many matching occasions there were.
    package internal(set) var seen = 0
    /// How often it struck.
    package internal(set) var met = 0

    package init(occurrence: Int? = nil, times: Int? = nil, probability: Double? = nil) {
        self.occurrence = occurrence
        self.times = times
        self.probability = probability
    }

    /// Counts one matching occasion; true if it strikes.
    mutating func strikes(random: inout SeededGenerator) -> Bool {
        seen += 1
        guard seen >= occurrence ?? 1 else { return false }
        if let limit = times ?? (occurrence == nil ? nil : 1), met >= limit { return false }
        if let probability, random.nextFraction() >= probability { return false }
        met += 1
        return true
    }
}

extension Trigger: Codable {
    private enum Keys: String, CodingKey, CaseIterable { case occurrence, times, probability, seen, met }

    package init(from decoder: any Decoder) throws {
        let fields = try StrictFields<Keys>(decoder, of: "a trigger")
        self.init(
            occurrence: try fields.optional(.occurrence), times: try fields.optional(.times),
            probability: try fields.optional(.probability))
        seen = try fields.value(.seen, default: 0)
        met = try fields.value(.met, default: 0)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encodeIfPresent(occurrence, forKey: .occurrence)
        try container.encodeIfPresent(times, forKey: .times)
        try container.encodeIfPresent(probability, forKey: .probability)
        try container.encode(seen, forKey: .seen)
        try container.encode(met, forKey: .met)
    }
}
