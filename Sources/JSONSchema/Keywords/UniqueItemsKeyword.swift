/// `uniqueItems`: no two items have the same content.
struct UniqueItemsKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.validation
    static let kinds: Set<JSONKind> = [.array]

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> UniqueItemsKeyword? {
        try schema.boolean("uniqueItems", compiler) == true ? UniqueItemsKeyword() : nil
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        guard let array = evaluation.value(instance).array, array.count > 1 else { return true }
        let items = Array(array)
        var isSatisfied = true
        for (first, second) in Self.repetitions(in: items) {
            isSatisfied = evaluation.report(
                .repeatedItem(first: first), keyword: "uniqueItems", at: items[second].index)
        }
        return isSatisfied
    }

    /// Arrays up to this length are compared pair by pair; longer ones by hash, so that time stays linear.
    private static let pairwiseMaximum = 8

    /// Each item that stands earlier in the list too, with the place where it stands first.
    private static func repetitions(in items: [JSONValue]) -> [(first: Int, second: Int)] {
        guard items.count > pairwiseMaximum else {
            return items.indices.compactMap { second in
                let first = items[..<second].firstIndex { $0.hasSameContent(as: items[second]) }
                return first.map { ($0, second) }
            }
        }
        var firstOrdinals: [HashedContent: Int] = [:]
        return items.enumerated().compactMap { ordinal, item in
            let content = HashedContent(value: item)
            if let first = firstOrdinals[content] { return (first, ordinal) }
            firstOrdinals[content] = ordinal
            return nil
        }
    }

    /// Lets a dictionary compare values by content; its seed changes with every process, its answers do not.
    private struct HashedContent: Hashable {
        let value: JSONValue

        static func == (left: HashedContent, right: HashedContent) -> Bool {
            left.value.hasSameContent(as: right.value)
        }

        func hash(into hasher: inout Hasher) { value.hashContent(into: &hasher) }
    }
}
