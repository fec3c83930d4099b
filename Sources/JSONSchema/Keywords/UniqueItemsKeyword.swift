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
        guard let (first, second) = Self.duplicate(in: Array(array)) else { return true }
        return evaluation.report(.duplicateItems(first: first, second: second), keyword: "uniqueItems", at: instance)
    }

    /// Arrays up to this length are compared pair by pair; longer ones by hash, so that time stays linear.
    private static let pairwiseMaximum = 8

    private static func duplicate(in items: [JSONValue]) -> (Int, Int)? {
        guard items.count > pairwiseMaximum else {
            for second in items.indices {
                for first in 0..<second where items[first].hasSameContent(as: items[second]) {
                    return (first, second)
                }
            }
            return nil
        }
        var firstOrdinals: [HashedContent: Int] = [:]
        for (ordinal, item) in items.enumerated() {
            let content = HashedContent(value: item)
            if let first = firstOrdinals[content] { return (first, ordinal) }
            firstOrdinals[content] = ordinal
        }
        return nil
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
