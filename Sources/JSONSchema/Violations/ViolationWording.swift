/// The sentences for a violation.
struct ViolationWording {
    let code: SchemaViolation.Code
    let value: JSONValue
    let subject: String

    init(code: SchemaViolation.Code, value: JSONValue) {
        self.code = code
        self.value = value
        subject = value.isKey ? "The key \(Quoted.name(value.string ?? ""))" : Self.subject(value)
    }

    /// Longest list of allowed values in a sentence.
    private static let listedValues = 12

    /// What people call the value: its key, with the places of items after it.
    private static func subject(_ value: JSONValue) -> String {
        var suffix = ""
        for token in value.pathTokens(from: 0).reversed() {
            switch token {
            case .item(let ordinal): suffix = "[\(ordinal)]" + suffix
            case .key(let key): return shown(key) + suffix
            }
        }
        return suffix.isEmpty ? "The document" : "Item \(suffix)"
    }

    /// A plain word stands as it is; other keys are quoted.
    private static func shown(_ key: String) -> String {
        let isPlain =
            !key.isEmpty && key.utf8.count <= Quoted.maximumScalars
            && key.utf8.allSatisfy { ASCII.isLetterOrDigit($0) || "_-.$".utf8.contains($0) }
        return isPlain ? key : Quoted.text(key)
    }

    var message: String {
        switch code {
        case .wrongType(let expected, let actual): wrongType(expected, actual)
        case .notInEnumeration(let allowed):
            "\(subject) must be \(Self.choice(allowed)), not \(Self.excerpt(value))"
        case .notConstant(let expected): "\(subject) must be \(Self.shown(expected)), not \(Self.excerpt(value))"
        case .belowMinimum(let limit, let isExclusive):
            "\(subject) must be \(isExclusive ? "more than" : "at least") \(limit), not \(Self.excerpt(value))"
        case .aboveMaximum(let limit, let isExclusive):
            "\(subject) must be \(isExclusive ? "less than" : "at most") \(limit), not \(Self.excerpt(value))"
        case .notMultiple(let divisor): "\(subject) must be a multiple of \(divisor), not \(Self.excerpt(value))"
        case .tooShort(let minimum, let actual):
            minimum == 1
                ? "\(subject) must not be empty"
                : "\(subject) must have at least \(Self.count(minimum, "character")), not \(actual)"
        case .tooLong(let maximum, let actual):
            "\(subject) must have at most \(Self.count(maximum, "character")), not \(actual)"
        case .patternMismatch(let pattern): "\(subject) must match the pattern \(pattern)"
        case .formatMismatch(let format): "\(subject) must be \(format.nounPhrase)"
        case .forbidden: "\(subject) has a form that is not allowed here"
        case .forbiddenValues(let values): "\(subject) must not be \(Self.choice(values, isForbidding: true))"
        case .noAlternative(let branches): "\(subject) fits none of the \(branches.count) allowed forms"
        case .severalAlternatives(let matching):
            "\(subject) fits \(matching.count) of the allowed forms, but must fit exactly one"
        case .tooManyViolations(let limit): "There are more than \(limit) mistakes; the rest is not listed"
        case .tooDeep(let limit): "\(subject) leads more than \(limit) levels deep into the schema"
        case .tooCostly: "Checking \(subject) against the schema would take too long"
        default: containerMessage
        }
    }

    private var containerMessage: String {
        switch code {
        case .tooFewItems(let minimum, let actual):
            minimum == 1
                ? "\(subject) must not be empty"
                : "\(subject) must have at least \(Self.count(minimum, "item")), not \(actual)"
        case .tooManyItems(let maximum, let actual):
            maximum == 0
                ? "\(subject) must be empty"
                : "\(subject) must have at most \(Self.count(maximum, "item")), not \(actual)"
        case .repeatedItem(let first): "\(subject) is the same as item \(first)"
        case .tooFewMatchingItems(let minimum, let actual):
            "\(subject) must hold at least \(Self.count(minimum, "item")) of the wanted form, not \(actual)"
        case .tooManyMatchingItems(let maximum, let actual):
            "\(subject) must hold at most \(Self.count(maximum, "item")) of the wanted form, not \(actual)"
        case .unknownKey(let name, _): "The key \(Quoted.name(name)) is not known here"
        case .forbiddenKey(let name): "The key \(Quoted.name(name)) is not allowed here"
        case .missingKeys(let keys): "\(subject) lacks \(Self.names(keys))"
        case .missingAnyOf(let alternatives):
            "\(subject) lacks \(Quoted.list(alternatives.map(Self.names), joinedBy: "or"))"
        case .missingDependentKeys(let keys, let key):
            "\(subject) has \(Quoted.name(key)) and so needs \(Self.names(keys)) too"
        case .tooFewKeys(let minimum, let actual):
            minimum == 1
                ? "\(subject) must not be empty"
                : "\(subject) must have at least \(Self.count(minimum, "key")), not \(actual)"
        case .tooManyKeys(let maximum, let actual):
            "\(subject) must have at most \(Self.count(maximum, "key")), not \(actual)"
        case .forbiddenTogether(let keys):
            keys.count == 1
                ? "\(subject) must not have \(Self.names(keys))"
                : "\(subject) must not have \(Self.names(keys)) together"
        default: "\(subject) is not allowed here"
        }
    }

    private func wrongType(_ expected: [SchemaType], _ actual: SchemaType) -> String {
        let wanted = Quoted.list(expected.map(\.nounPhrase), joinedBy: "or")
        let isFraction = actual == .number && expected.contains(.integer)
        return "\(subject) must be \(wanted), not \(isFraction ? Self.excerpt(value) : actual.nounPhrase)"
    }

    private static func choice(_ values: [JSONText], isForbidding: Bool = false) -> String {
        var words = values.prefix(listedValues).map(shown)
        if values.count > listedValues { words.append("\(values.count - listedValues) others") }
        let list = Quoted.list(words, joinedBy: "or")
        return words.count > 1 && !isForbidding ? "one of \(list)" : list
    }

    private static func names(_ keys: [String]) -> String {
        Quoted.list(keys.map(Quoted.name), joinedBy: "and")
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
    }

    static func shown(_ value: JSONText) -> String { Quoted.excerpt(value.compactText) }

    private static func excerpt(_ value: JSONValue) -> String {
        switch value.kind {
        case .array, .object: SchemaType(value.kind).nounPhrase
        case .string: Quoted.text(value.string ?? "")
        case .null, .boolean, .number: Quoted.excerpt(value.sourceText)
        }
    }
}
