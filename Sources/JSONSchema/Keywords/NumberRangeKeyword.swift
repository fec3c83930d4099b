/// `minimum`, `exclusiveMinimum`, `maximum`, `exclusiveMaximum`: exact comparisons.
struct NumberRangeKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.validation
    static let kinds: Set<JSONKind> = [.number]

    let bounds: [Bound]
    /// The limits again when all of them fit, which saves most values the exact comparison.
    let smallLimits: [(keyword: Keyword, limit: Int)]?

    struct Bound: Sendable {
        let keyword: Keyword
        let limit: JSONDecimal
    }

    enum Keyword: String, Sendable, CaseIterable {
        case minimum, exclusiveMinimum, maximum, exclusiveMaximum

        func allows<Number: Comparable>(_ number: Number, limit: Number) -> Bool {
            switch self {
            case .minimum: number >= limit
            case .exclusiveMinimum: number > limit
            case .maximum: number <= limit
            case .exclusiveMaximum: number < limit
            }
        }

        func violation(limit: JSONDecimal) -> SchemaViolation.Code {
            switch self {
            case .minimum: .belowMinimum(limit: limit, isExclusive: false)
            case .exclusiveMinimum: .belowMinimum(limit: limit, isExclusive: true)
            case .maximum: .aboveMaximum(limit: limit, isExclusive: false)
            case .exclusiveMaximum: .aboveMaximum(limit: limit, isExclusive: true)
            }
        }
    }

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> NumberRangeKeyword? {
        var bounds: [Bound] = []
        for keyword in Keyword.allCases {
            guard let limit = try schema.decimal(keyword.rawValue, compiler) else { continue }
            bounds.append(Bound(keyword: keyword, limit: limit))
        }
        let small = bounds.compactMap { bound in bound.limit.integer.map { (bound.keyword, $0) } }
        return bounds.isEmpty
            ? nil : NumberRangeKeyword(bounds: bounds, smallLimits: small.count == bounds.count ? small : nil)
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        if let smallLimits, let number = evaluation.document.smallInteger(of: instance) {
            if smallLimits.allSatisfy({ $0.keyword.allows(number, limit: $0.limit) }) { return true }
        }
        guard let number = evaluation.value(instance).decimal else { return true }
        var isSatisfied = true
        for bound in bounds where !bound.keyword.allows(number, limit: bound.limit) {
            isSatisfied = evaluation.report(
                bound.keyword.violation(limit: bound.limit), keyword: bound.keyword.rawValue, at: instance)
        }
        return isSatisfied
    }
}
