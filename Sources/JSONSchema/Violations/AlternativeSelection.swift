/// Decides what to say when no branch of `anyOf` or `oneOf` applies: a list of everything that is wrong in every
/// branch helps nobody.
enum AlternativeSelection {
    /// One branch was clearly meant; its violations are the ones to mend.
    case branch([SchemaViolation])
    /// All branches together say one thing.
    case code(SchemaViolation.Code)

    init(_ branches: [[SchemaViolation]], value: JSONValue) {
        if branches.count == 1 {
            self = .branch(branches[0])
        } else if let types = Self.commonTypes(branches, value) {
            self = .code(.wrongType(expected: types, actual: SchemaType(of: value)))
        } else if let allowed = Self.commonValues(branches, value) {
            self = .code(.notInEnumeration(allowed: allowed))
        } else if let missing = Self.commonMissingKeys(branches, value) {
            self = .code(.missingAnyOf(missing))
        } else if let best = Self.best(branches, value) {
            self = .branch(best)
        } else {
            self = .code(.noAlternative(branches: branches))
        }
    }

    /// Every branch wants another type.
    private static func commonTypes(_ branches: [[SchemaViolation]], _ value: JSONValue) -> [SchemaType]? {
        var types: [SchemaType] = []
        for branch in branches {
            guard let expected = branch.lazy.compactMap({ expectedTypes($0, at: value) }).first else { return nil }
            types += expected.filter { !types.contains($0) }
        }
        return types
    }

    private static func expectedTypes(_ violation: SchemaViolation, at value: JSONValue) -> [SchemaType]? {
        guard violation.checked == value, violation.key == nil else { return nil }
        guard case .wrongType(let expected, _) = violation.code else { return nil }
        return expected
    }

    /// Every branch wants another fixed value.
    private static func commonValues(_ branches: [[SchemaViolation]], _ value: JSONValue) -> [JSONText]? {
        var values: [JSONText] = []
        for branch in branches {
            guard branch.count == 1, branch[0].checked == value, branch[0].key == nil else { return nil }
            switch branch[0].code {
            case .notConstant(let expected): values.append(expected)
            case .notInEnumeration(let allowed): values += allowed
            default: return nil
            }
        }
        return values
    }

    /// Every branch only lacks keys.
    private static func commonMissingKeys(_ branches: [[SchemaViolation]], _ value: JSONValue) -> [[String]]? {
        var missing: [[String]] = []
        for branch in branches {
            guard branch.count == 1, branch[0].checked == value else { return nil }
            guard case .missingKeys(let keys) = branch[0].code else { return nil }
            missing.append(keys)
        }
        return missing
    }

    /// The branch that is nearest to the value, if no other is as near.
    private static func best(_ branches: [[SchemaViolation]], _ value: JSONValue) -> [SchemaViolation]? {
        let ranked = branches.map { (branch: $0, rank: rank($0, value)) }.sorted { $0.rank < $1.rank }
        guard let first = ranked.first, ranked.count < 2 || first.rank < ranked[1].rank else { return nil }
        return first.branch
    }

    /// Smaller is nearer: the right type, then the right fixed values (they tell variants apart), then the right
    /// keys, then the fewest violations.
    private static func rank(_ branch: [SchemaViolation], _ value: JSONValue) -> (Int, Int, Int, Int) {
        var (types, constants, keys) = (0, 0, 0)
        for violation in branch {
            if violation.checked == value, violation.key == nil, case .wrongType = violation.code { types += 1 }
            if isDiscriminator(violation, value) { constants += 1 }
            switch violation.code {
            case .unknownKey, .forbiddenKey: keys += 1
            case .missingKeys(let missing): keys += missing.count
            default: break
            }
        }
        return (types, constants, keys, branch.count)
    }

    private static func isDiscriminator(_ violation: SchemaViolation, _ value: JSONValue) -> Bool {
        guard violation.checked == value || violation.checked.parent == value else { return false }
        return switch violation.code {
        case .notConstant, .notInEnumeration: true
        default: false
        }
    }
}
