/// The keywords of a node, by the kind of value that they concern.
///
/// Threads share a schema, and would wait for one another if each counted its references to every keyword: so keywords
/// are called without being retained. That is safe while the node that owns them lives, as it does during an evaluation.
struct KeywordsByKind: Sendable {
    private let owned: [CompiledKeyword]
    /// The keywords for one kind after those for another.
    private let called: [Unmanaged<CompiledKeyword>]
    /// Where the keywords for each kind of entry stand among these.
    private let ranges: [Range<Int>]

    init(_ keywords: [any SchemaKeyword]) {
        let owned = keywords.map(\.compiled)
        var called: [Unmanaged<CompiledKeyword>] = []
        ranges = TapeEntry.Kind.allCases.map { kind in
            let start = called.count
            for (keyword, compiled) in zip(keywords, owned) where type(of: keyword).kinds.contains(kind.asked) {
                called.append(Unmanaged.passUnretained(compiled))
            }
            return start..<called.count
        }
        (self.owned, self.called) = (owned, called)
    }

    /// Which keywords have to be looked at for a value of this kind.
    func places(for kind: TapeEntry.Kind) -> Range<Int> { ranges[Int(kind.rawValue)] }

    func evaluate(
        _ place: Int, _ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation
    ) -> Bool {
        called[place]._withUnsafeGuaranteedRef { $0.evaluate(instance, &evaluated, &evaluation) }
    }
}

extension TapeEntry.Kind {
    /// Booleans and null are told apart by `type` alone.
    fileprivate var asked: JSONKind { self == .boolean ? .null : ofValue }
}

/// A keyword by reference: calling it copies nothing. Safe to share, as it never changes.
private class CompiledKeyword: @unchecked Sendable {
    func evaluate(
        _ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation
    ) -> Bool { false }
}

/// Safe to share like its keyword, which never changes; the class it inherits from has nothing of its own.
private final class KeywordBox<Keyword: SchemaKeyword>: CompiledKeyword, @unchecked Sendable {
    private let keyword: Keyword

    init(_ keyword: Keyword) { self.keyword = keyword }

    override func evaluate(
        _ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation
    ) -> Bool {
        keyword.evaluate(instance, &evaluated, &evaluation)
    }
}

extension SchemaKeyword {
    fileprivate var compiled: CompiledKeyword { KeywordBox(self) }
}
