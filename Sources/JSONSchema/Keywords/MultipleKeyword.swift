/// `multipleOf`: without rounding, so 0.3 is a multiple of 0.1.
struct MultipleKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.validation
    static let kinds: Set<JSONKind> = [.number]

    let divisor: JSONDecimal
    /// The divisor again when it fits, which saves most values the exact division.
    let smallDivisor: Int?

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> MultipleKeyword? {
        guard let divisor = try schema.decimal("multipleOf", compiler) else { return nil }
        guard !divisor.isZero, !divisor.isNegative else {
            throw compiler.malformed("multipleOf", expected: "greater than 0", at: schema.value)
        }
        return MultipleKeyword(divisor: divisor, smallDivisor: divisor.integer)
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        if let smallDivisor, let small = evaluation.document.smallInteger(of: instance), small % smallDivisor == 0 {
            return true
        }
        guard let number = evaluation.value(instance).decimal else { return true }
        if number.isMultiple(of: divisor) { return true }
        return evaluation.report(.notMultiple(of: divisor), keyword: "multipleOf", at: instance)
    }
}
