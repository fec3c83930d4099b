/// A pattern as steps of a machine that follows all possibilities at once.
struct PatternProgram: Sendable {
    enum Step: Sendable {
        /// Takes one character of the set with this index.
        case character(Int)
        case split(Int, Int)
        case jump(Int)
        case start
        case end
        case wordBoundary(isNegated: Bool)
        /// Index of the program that must match here, or must not.
        case lookaround(Int, isAhead: Bool, isNegated: Bool)
        case match
    }

    var steps: [Step] = []
    var sets: [PatternCharacterSet] = []
    var lookarounds: [PatternProgram] = []
}
