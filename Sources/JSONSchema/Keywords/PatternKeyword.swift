/// `pattern`: a regular expression matches somewhere in the text.
struct PatternKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.validation
    static let kinds: Set<JSONKind> = [.string]

    let pattern: Pattern

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> PatternKeyword? {
        guard let source = try schema.string("pattern", compiler), let place = schema["pattern"] else { return nil }
        return PatternKeyword(pattern: try compiler.pattern(source, at: place))
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        if evaluation.matches(pattern, textOf: instance) { return true }
        return evaluation.report(.patternMismatch(pattern: pattern.source), keyword: "pattern", at: instance)
    }
}

extension Evaluation {
    /// Gives up the whole evaluation when the match would take too long.
    mutating func matches(_ pattern: Pattern, textOf instance: Int) -> Bool {
        switch pattern.match(document.content(of: instance), remainingSteps: &remainingPatternSteps) {
        case .match: return true
        case .noMatch: return false
        case .tooCostly:
            giveUp()
            return false
        }
    }
}
