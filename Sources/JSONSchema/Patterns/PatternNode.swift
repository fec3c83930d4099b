/// A pattern as its grammar reads it.
indirect enum PatternNode: Sendable {
    case sequence([PatternNode])
    case alternatives([PatternNode])
    /// One character of a set.
    case character(PatternCharacterSet)
    /// Without upper bound when `maximum` is nil.
    case repeated(PatternNode, minimum: Int, maximum: Int?)
    case start
    case end
    case wordBoundary(isNegated: Bool)
    case lookaround(PatternNode, isAhead: Bool, isNegated: Bool)
    /// Readable, but matching it may take exponential time: `Pattern` refuses it.
    case backreference
}
