/// `minimum`, `exclusiveMinimum`, `maximum`, `exclusiveMaximum`: exact comparisons.
struct NumberRangeKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.validation
    static let kinds: Set<JSONKind> = [.number]

    let bounds: [Bound]

    struct Bound: Sendable {
        let keyword: Keyword
        let limit: JSONDecimal
        /// The limit again when it fits, which saves most values the exact comparison.
        let smallLimit: Int?
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
            bounds.append(Bound(keyword: keyword, limit: limit, smallLimit: limit.integer))
        }
        return bounds.isEmpty ? nil : NumberRangeKeyword(bounds: bounds)
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        let small = evaluation.document.smallInteger(of: instance)
        var isSatisfied = true
        for bound in bounds where !isWithin(bound, small, instance, evaluation) {
            isSatisfied = evaluation.report(
                bound.keyword.violation(limit: bound.limit), keyword: bound.keyword.rawValue, at: instance)
        }
        return isSatisfied
    }

    private func isWithin(_ bound: Bound, _ small: Int?, _ instance: Int, _ evaluation: Evaluation) -> Bool {
        if let small, let limit = bound.smallLimit { return bound.keyword.allows(small, limit: limit) }
        guard let number = evaluation.value(instance).decimal else { return true }
        return bound.keyword.allows(number, limit: bound.limit)
    }
}
