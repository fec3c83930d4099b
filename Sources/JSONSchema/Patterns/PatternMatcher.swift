/// Follows a program through a text with all its possibilities side by side, so time grows with the product of
/// both sizes and never with the number of ways in which a pattern can match.
struct PatternMatcher {
    private let input: [UInt32]
    private(set) var remainingSteps: Int

    init(input: [UInt32], remainingSteps: Int) {
        self.input = input
        self.remainingSteps = remainingSteps
    }

    /// The matcher gave up because the pattern needs more steps than allowed.
    var isExhausted: Bool { remainingSteps <= 0 }

    /// Whether the program matches anywhere in the text.
    mutating func search(_ program: PatternProgram) -> Bool {
        run(program, from: 0, isAnchored: false, endingAt: nil)
    }

    /// Runs from an offset; unanchored runs may begin at any later offset too; `endingAt` demands the exact end.
    private mutating func run(
        _ program: PatternProgram, from start: Int, isAnchored: Bool, endingAt end: Int?
    ) -> Bool {
        // What is set up here costs time too, and a lookaround runs at every place of the text.
        remainingSteps -= program.steps.count / 64
        var current = PatternStepSet(capacity: program.steps.count)
        var next = PatternStepSet(capacity: program.steps.count)
        var offset = start
        while !isExhausted {
            if offset == start || !isAnchored { follow(0, of: program, at: offset, into: &current) }
            if current.hasMatch, end.map({ $0 == offset }) ?? true { return true }
            guard offset < (end ?? input.count), !(current.isEmpty && isAnchored) else { return false }
            for step in current {
                if case .character(let set) = program.steps[step], program.sets[set].contains(input[offset]) {
                    follow(step + 1, of: program, at: offset + 1, into: &next)
                }
            }
            swap(&current, &next)
            next.removeAll()
            offset += 1
        }
        return false
    }

    /// Adds a step with all that are reached from it without taking a character.
    private mutating func follow(
        _ step: Int, of program: PatternProgram, at offset: Int, into set: inout PatternStepSet
    ) {
        set.pending.append(step)
        while let step = set.pending.popLast() {
            remainingSteps -= 1
            guard !isExhausted, set.insert(step) else { continue }
            switch program.steps[step] {
            case .character: continue
            case .match: set.hasMatch = true
            case .jump(let target): set.pending.append(target)
            case .split(let first, let second):
                set.pending.append(second)
                set.pending.append(first)
            case .start: if offset == 0 { set.pending.append(step + 1) }
            case .end: if offset == input.count { set.pending.append(step + 1) }
            case .wordBoundary(let isNegated):
                if isWordBoundary(offset) != isNegated { set.pending.append(step + 1) }
            case .lookaround(let index, let isAhead, let isNegated):
                let inner = program.lookarounds[index]
                let holds =
                    isAhead
                    ? run(inner, from: offset, isAnchored: true, endingAt: nil)
                    : run(inner, from: 0, isAnchored: false, endingAt: offset)
                if holds != isNegated { set.pending.append(step + 1) }
            }
        }
    }

    private func isWordBoundary(_ offset: Int) -> Bool {
        let before = offset > 0 && PatternCharacterSet.word.contains(input[offset - 1])
        let after = offset < input.count && PatternCharacterSet.word.contains(input[offset])
        return before != after
    }
}
