extension SchemaViolation {
    /// In the order of the text, without repetitions and without what only follows from another violation.
    static func tidied(_ violations: [SchemaViolation]) -> [SchemaViolation] {
        let places = violations.map { ($0.key?.index ?? $0.instance.index, $0) }
        let ordered = places.enumerated().sorted { left, right in
            (left.element.0, left.offset) < (right.element.0, right.offset)
        }.map(\.element.1)
        return withoutCascades(withoutRepetitions(ordered))
    }

    private static func withoutRepetitions(_ violations: [SchemaViolation]) -> [SchemaViolation] {
        var seen: [Int: [SchemaViolation]] = [:]
        return violations.filter { violation in
            let place = violation.key?.index ?? violation.instance.index
            if seen[place, default: []].contains(where: { violation.repeats($0) }) { return false }
            seen[place, default: []].append(violation)
            return true
        }
    }

    /// Two schemas may refuse the same thing, and a schema's own words say everything at once.
    private func repeats(_ other: SchemaViolation) -> Bool {
        guard instance == other.instance, key == other.key else { return false }
        if code == other.code && message == other.message { return true }
        if hasOwnWordsForAll && other.hasOwnWordsForAll && message == other.message { return true }
        return isUnwantedKey && other.isUnwantedKey
    }

    private var isUnwantedKey: Bool {
        switch code {
        case .unknownKey, .forbiddenKey: true
        default: false
        }
    }

    private static func withoutCascades(_ violations: [SchemaViolation]) -> [SchemaViolation] {
        var firstOfWrongType: [Int: SchemaViolation] = [:]
        var misspelled: [Int: Set<String>] = [:]
        for violation in violations where violation.key == nil {
            if case .wrongType = violation.code {
                firstOfWrongType[violation.instance.index] = firstOfWrongType[violation.instance.index] ?? violation
            }
        }
        for violation in violations {
            guard case .unknownKey(let name, let known) = violation.code else { continue }
            guard let meant = Spelling.suggestion(for: name, among: known) else { continue }
            misspelled[violation.instance.index, default: []].insert(meant)
        }
        return violations.filter { violation in
            let index = violation.instance.index
            if let first = firstOfWrongType[index] { return violation == first }
            guard case .missingKeys(let keys) = violation.code else { return true }
            // A key that is there under a wrong name is told once, as that.
            return !keys.allSatisfy { misspelled[index]?.contains($0) == true }
        }
    }
}
