/// A program as a table of states, for the usual case of ASCII text: one look-up a byte and no memory.
///
/// Each state is the set of steps that are possible after what was read. Bytes that all sets of the program treat
/// alike share a column.
struct PatternTable: Sendable {
    private let columnOfByte: [UInt8]
    private let columns: Int
    /// Next state by state and column.
    private let transitions: [UInt16]
    /// The pattern has matched, whatever follows.
    private let isMatch: [Bool]
    /// The pattern has matched if the text ends here.
    private let isMatchAtEnd: [Bool]

    /// Most states; patterns that need more, or that look around, are left to the matcher.
    static let maximumStates = 512

    /// Most steps followed while the table is built, a few milliseconds' worth.
    static let maximumWork = 200_000

    enum Outcome {
        case match
        case noMatch
        /// A character beyond ASCII: the table cannot say.
        case unknown
    }

    func match(_ text: ArraySlice<UInt8>) -> Outcome {
        var state = 0
        for byte in text {
            if isMatch[state] { return .match }
            guard byte < 0x80 else { return .unknown }
            state = Int(transitions[state * columns + Int(columnOfByte[Int(byte)])])
        }
        return isMatchAtEnd[state] ? .match : .noMatch
    }

    /// Nil when the program has steps that a table cannot show, or too many states.
    init?(_ program: PatternProgram) {
        guard program.steps.allSatisfy(Self.isSupported) else { return nil }
        let (columnOfByte, samples) = Self.columns(of: program)
        var builder = Builder(program: program)
        var transitions: [UInt16] = []
        builder.appendStart()
        var state = 0
        while state < builder.states.count {
            guard builder.states.count <= Self.maximumStates, builder.remainingWork > 0 else { return nil }
            for sample in samples {
                transitions.append(UInt16(builder.number(of: builder.successor(of: state, taking: sample))))
            }
            state += 1
        }
        self.columnOfByte = columnOfByte
        columns = samples.count
        self.transitions = transitions
        isMatch = builder.states.map { builder.holdsMatch($0) }
        isMatchAtEnd = builder.states.enumerated().map { number, steps in
            builder.holdsMatch(builder.closure(steps, isAtStart: number == 0, isAtEnd: true))
        }
    }

    private static func isSupported(_ step: PatternProgram.Step) -> Bool {
        switch step {
        case .wordBoundary, .lookaround: false
        case .character, .split, .jump, .start, .end, .match: true
        }
    }

    /// The column of each byte, and one byte of each column.
    private static func columns(of program: PatternProgram) -> ([UInt8], [UInt32]) {
        var columnOfMembership: [[Bool]: UInt8] = [:]
        var columnOfByte: [UInt8] = []
        var samples: [UInt32] = []
        for byte in UInt32(0)..<0x80 {
            let membership = program.sets.map { $0.contains(byte) }
            if columnOfMembership[membership] == nil {
                columnOfMembership[membership] = UInt8(samples.count)
                samples.append(byte)
            }
            columnOfByte.append(columnOfMembership[membership] ?? 0)
        }
        return (columnOfByte, samples)
    }
}

extension PatternTable {
    private struct Builder {
        let program: PatternProgram
        /// Steps of each state in ascending order.
        private(set) var states: [[Int]] = []
        private var numbers: [[Int]: Int] = [:]
        private(set) var remainingWork = maximumWork

        init(program: PatternProgram) { self.program = program }

        /// The state before the first character is never met again: only there does `^` hold.
        mutating func appendStart() {
            states.append(closure([0], isAtStart: true))
        }

        mutating func number(of steps: [Int]) -> Int {
            if let known = numbers[steps] { return known }
            states.append(steps)
            numbers[steps] = states.count - 1
            return states.count - 1
        }

        func holdsMatch(_ steps: [Int]) -> Bool {
            steps.contains { if case .match = program.steps[$0] { true } else { false } }
        }

        /// The steps after a character; the search may also begin anew behind it.
        mutating func successor(of state: Int, taking character: UInt32) -> [Int] {
            let taken = states[state].filter { step in
                guard case .character(let set) = program.steps[step] else { return false }
                return program.sets[set].contains(character)
            }
            return closure(taken.map { $0 + 1 } + [0])
        }

        /// All steps reached without taking a character.
        mutating func closure(_ steps: [Int], isAtStart: Bool = false, isAtEnd: Bool = false) -> [Int] {
            var isReached = [Bool](repeating: false, count: program.steps.count)
            var kept: [Int] = []
            var waiting = steps
            while let step = waiting.popLast() {
                guard !isReached[step] else { continue }
                isReached[step] = true
                if isKept(step) { kept.append(step) }
                remainingWork -= 1
                switch program.steps[step] {
                case .jump(let target): waiting.append(target)
                case .split(let first, let second): waiting += [first, second]
                case .start: if isAtStart { waiting.append(step + 1) }
                case .end: if isAtEnd { waiting.append(step + 1) }
                case .character, .match, .wordBoundary, .lookaround: continue
                }
            }
            return kept.sorted()
        }

        /// Steps that only lead on need not be told apart.
        private func isKept(_ step: Int) -> Bool {
            switch program.steps[step] {
            case .character, .match, .end: true
            case .jump, .split, .start, .wordBoundary, .lookaround: false
            }
        }
    }
}
