/// Writes a pattern's steps, with every repetition written out.
struct PatternCompiler {
    /// Most steps of one pattern with its lookarounds; real patterns have less than a hundred.
    static let maximumSteps = 20_000

    private let pattern: String
    private var program = PatternProgram()
    private var remainingSteps: Int

    static func compile(
        _ node: PatternNode, pattern: String
    ) throws(PatternSyntaxError) -> PatternProgram {
        var compiler = PatternCompiler(pattern: pattern, remainingSteps: maximumSteps)
        return try compiler.compile(node)
    }

    private init(pattern: String, remainingSteps: Int) {
        self.pattern = pattern
        self.remainingSteps = remainingSteps
    }

    private mutating func compile(_ node: PatternNode) throws(PatternSyntaxError) -> PatternProgram {
        try emit(node)
        try append(.match)
        return program
    }

    private mutating func emit(_ node: PatternNode) throws(PatternSyntaxError) {
        switch node {
        case .sequence(let nodes): for node in nodes { try emit(node) }
        case .alternatives(let nodes): try emit(alternatives: nodes[...])
        case .character(let set):
            try append(.character(place(of: set)))
        case .repeated(let node, let minimum, let maximum):
            try emit(node, minimum: minimum, maximum: maximum)
        case .start: try append(.start)
        case .end: try append(.end)
        case .wordBoundary(let isNegated): try append(.wordBoundary(isNegated: isNegated))
        case .lookaround(let node, let isAhead, let isNegated):
            try append(.lookaround(program.lookarounds.count, isAhead: isAhead, isNegated: isNegated))
            var inner = PatternCompiler(pattern: pattern, remainingSteps: remainingSteps)
            program.lookarounds.append(try inner.compile(node))
            remainingSteps = inner.remainingSteps
        case .backreference:
            throw PatternSyntaxError(pattern: pattern, offset: 0, reason: .backreference)
        }
    }

    private mutating func emit(alternatives nodes: ArraySlice<PatternNode>) throws(PatternSyntaxError) {
        var ends: [Int] = []
        for node in nodes.dropLast() {
            let split = try append(.split(0, 0))
            try emit(node)
            ends.append(try append(.jump(0)))
            program.steps[split] = .split(split + 1, program.steps.count)
        }
        if let last = nodes.last { try emit(last) }
        for end in ends { program.steps[end] = .jump(program.steps.count) }
    }

    private mutating func emit(_ node: PatternNode, minimum: Int, maximum: Int?) throws(PatternSyntaxError) {
        for _ in 0..<minimum {
            // An empty part adds no step however often it is repeated; once is enough then.
            let before = program.steps.count
            try emit(node)
            if program.steps.count == before { break }
        }
        guard let maximum else {
            let split = try append(.split(0, 0))
            try emit(node)
            try append(.jump(split))
            program.steps[split] = .split(split + 1, program.steps.count)
            return
        }
        var splits: [Int] = []
        for _ in minimum..<maximum {
            splits.append(try append(.split(0, 0)))
            try emit(node)
        }
        for split in splits { program.steps[split] = .split(split + 1, program.steps.count) }
    }

    /// Repetitions write the same set out again and again; it is kept once.
    private mutating func place(of set: PatternCharacterSet) -> Int {
        let recent = program.sets.indices.suffix(Self.rememberedSets)
        if let known = recent.last(where: { program.sets[$0].hasSameRanges(as: set) }) { return known }
        program.sets.append(set)
        return program.sets.count - 1
    }

    /// As many as a part that is repeated usually has.
    private static let rememberedSets = 8

    @discardableResult
    private mutating func append(_ step: PatternProgram.Step) throws(PatternSyntaxError) -> Int {
        guard remainingSteps > 0 else {
            throw PatternSyntaxError(
                pattern: pattern, offset: 0, reason: .tooLarge(limit: Self.maximumSteps))
        }
        remainingSteps -= 1
        program.steps.append(step)
        return program.steps.count - 1
    }
}
