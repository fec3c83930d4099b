import PhoenixModel

/// Turns the text of a version range into comparators.
enum VersionRangeParser {
    /// Ranges are written by hand: more is a mistake, and the bound keeps the work per tag small.
    static let textBytesMaximum = 256

    static func comparators(of text: String) throws(Failure) -> [VersionRange.Comparator] {
        guard text.utf8.count <= textBytesMaximum else { throw refusal(of: "it", in: "the text", "is too long") }
        let parts = text.split(whereSeparator: { $0 == " " || $0 == "," })
        guard !parts.isEmpty else { throw refusal(of: "it", in: text, "is empty; write * for every version") }
        var comparators: [VersionRange.Comparator] = []
        for part in joinedOperators(parts) {
            guard let parsed = parse(part) else { throw refusal(of: "'\(part)'", in: text, "is not understood") }
            comparators += parsed
        }
        return comparators
    }

    /// `>= 1.0` is one condition although a space stands in it.
    private static func joinedOperators(_ parts: [Substring]) -> [String] {
        var joined: [String] = []
        for part in parts {
            if let last = joined.last, operators.contains(last) {
                joined[joined.count - 1] = last + part
            } else {
                joined.append(String(part))
            }
        }
        return joined
    }

    /// Longer ones first, so that `>=` is not read as `>`.
    private static let operators = [">=", "<=", ">", "<", "=", "^", "~"]

    private static func parse(_ part: String) -> [VersionRange.Comparator]? {
        let sign = operators.first(where: part.hasPrefix) ?? ""
        guard let partial = PartialVersion(part.dropFirst(sign.count)) else { return nil }
        switch sign {
        case "^": return between(partial.lowest, partial.afterCaret)
        case "~": return between(partial.lowest, partial.afterTilde)
        case "", "=": return exactly(partial)
        case ">=": return [.init(relation: .greaterOrEqual, bound: partial.lowest)]
        case "<": return [.init(relation: .less, bound: partial.lowest)]
        case ">": return above(partial)
        default: return upTo(partial)
        }
    }

    private static func between(_ lowest: SemanticVersion, _ end: SemanticVersion?) -> [VersionRange.Comparator] {
        let start = VersionRange.Comparator(relation: .greaterOrEqual, bound: lowest)
        return [start] + (end.map { [.init(relation: .less, bound: $0)] } ?? [])
    }

    private static func exactly(_ partial: PartialVersion) -> [VersionRange.Comparator] {
        partial.isWhole
            ? [.init(relation: .equal, bound: partial.lowest)] : between(partial.lowest, partial.afterWildcard)
    }

    /// `>1.2` means later than every 1.2.x.
    private static func above(_ partial: PartialVersion) -> [VersionRange.Comparator]? {
        if partial.isWhole { return [.init(relation: .greater, bound: partial.lowest)] }
        return partial.afterWildcard.map { [.init(relation: .greaterOrEqual, bound: $0)] }
    }

    /// `<=1.2` includes every 1.2.x.
    private static func upTo(_ partial: PartialVersion) -> [VersionRange.Comparator] {
        if partial.isWhole { return [.init(relation: .lessOrEqual, bound: partial.lowest)] }
        return partial.afterWildcard.map { [.init(relation: .less, bound: $0)] } ?? between(partial.lowest, nil)
    }

    private static func refusal(of part: String, in text: String, _ reason: String) -> Failure {
        Failure(
            .settingsInvalid, "'\(OneLine.of(text))' is not a version range: \(OneLine.of(part)) \(reason)",
            remedy: "write it like ^1.2, ~1.2.3, '>=1.0 <2.0', 1.x, * or 1.2.3")
    }
}
