/// Reads a pattern by the grammar of ECMA-262 in Unicode mode (flag `u`), as JSON Schema recommends.
struct PatternParser {
    /// Deepest nesting of groups: the parser calls itself for each.
    private static let maximumDepth = 64
    /// Larger bounds of a repetition are cut here; the program they would need is refused anyway.
    private static let maximumRepetition = 1_000_000

    let pattern: String
    let scalars: [Unicode.Scalar]
    var offset = 0
    private var depth = 0
    private var groupCount = 0
    private var groupNames: Set<String> = []
    private var backreferences: [Backreference] = []

    private enum Backreference {
        case number(Int, offset: Int)
        case name(String, offset: Int)
    }

    init(_ pattern: String) {
        self.pattern = pattern
        scalars = Array(pattern.unicodeScalars)
    }

    static func parse(_ pattern: String) throws(PatternSyntaxError) -> PatternNode {
        var parser = PatternParser(pattern)
        let node = try parser.readAlternatives()
        if let extra = parser.peek() { throw parser.failure(.unexpectedCharacter(Character(extra))) }
        try parser.checkBackreferences()
        return node
    }

    private mutating func readAlternatives() throws(PatternSyntaxError) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else { throw failure(.tooDeep(limit: Self.maximumDepth)) }
        var alternatives = [try readSequence()]
        while take("|") { alternatives.append(try readSequence()) }
        return alternatives.count == 1 ? alternatives[0] : .alternatives(alternatives)
    }

    private mutating func readSequence() throws(PatternSyntaxError) -> PatternNode {
        var terms: [PatternNode] = []
        while let next = peek(), next != "|", next != ")" {
            terms.append(try readTerm(next))
        }
        return terms.count == 1 ? terms[0] : .sequence(terms)
    }

    private mutating func readTerm(_ next: Unicode.Scalar) throws(PatternSyntaxError) -> PatternNode {
        let term: PatternNode
        switch next {
        case "^":
            offset += 1
            return .start
        case "$":
            offset += 1
            return .end
        case "(":
            term = try readGroup()
            if case .lookaround = term { return term }
        case ".":
            offset += 1
            term = .character(.anyExceptLineTerminators)
        case "[":
            term = .character(try readClass())
        case "\\":
            term = try readAtomEscape()
            if case .wordBoundary = term { return term }
        case "*", "+", "?":
            throw failure(.nothingToRepeat)
        case "{", "}", "]":
            throw failure(.unexpectedCharacter(Character(next)))
        default:
            offset += 1
            term = .character(PatternCharacterSet(next.value))
        }
        return try readQuantifier(of: term)
    }

    private mutating func readGroup() throws(PatternSyntaxError) -> PatternNode {
        let opening = offset
        offset += 1
        var lookaround: (isAhead: Bool, isNegated: Bool)?
        if take("?") {
            switch (peek(), peek(ahead: 1)) {
            case (":", _): offset += 1
            case ("=", _), ("!", _):
                lookaround = (true, peek() == "!")
                offset += 1
            case ("<", "="), ("<", "!"):
                lookaround = (false, peek(ahead: 1) == "!")
                offset += 2
            case ("<", _): try readGroupDeclaration()
            default: throw failure(.unsupportedGroup("(?" + (peek().map { String($0) } ?? "")), at: opening)
            }
        } else {
            groupCount += 1
        }
        let content = try readAlternatives()
        guard take(")") else { throw failure(.unclosedGroup, at: opening) }
        guard let lookaround else { return content }
        return .lookaround(content, isAhead: lookaround.isAhead, isNegated: lookaround.isNegated)
    }

    private mutating func readGroupDeclaration() throws(PatternSyntaxError) {
        let start = offset
        let name = try readGroupName()
        guard groupNames.insert(name).inserted else { throw failure(.invalidGroupName, at: start) }
        groupCount += 1
    }

    /// Reads `<name>`.
    private mutating func readGroupName() throws(PatternSyntaxError) -> String {
        let start = offset
        guard take("<") else { throw failure(.invalidGroupName, at: start) }
        var name = String.UnicodeScalarView()
        while let next = peek(), next != ">" {
            let isLegal =
                next == "$" || next == "_"
                || (name.isEmpty ? next.properties.isIDStart : next.properties.isIDContinue)
            guard isLegal else { throw failure(.invalidGroupName, at: start) }
            name.append(next)
            offset += 1
        }
        guard take(">"), !name.isEmpty else { throw failure(.invalidGroupName, at: start) }
        return String(name)
    }

    private mutating func readQuantifier(of term: PatternNode) throws(PatternSyntaxError) -> PatternNode {
        let bounds: (Int, Int?)
        switch peek() {
        case "*": bounds = (0, nil)
        case "+": bounds = (1, nil)
        case "?": bounds = (0, 1)
        case "{": bounds = try readBounds()
        default: return term
        }
        offset += 1
        // A lazy quantifier finds the same answer to "does it match".
        _ = take("?")
        return .repeated(term, minimum: bounds.0, maximum: bounds.1)
    }

    /// Reads `{n}`, `{n,}` or `{n,m}` up to its closing brace.
    private mutating func readBounds() throws(PatternSyntaxError) -> (Int, Int?) {
        let start = offset
        offset += 1
        guard let minimum = readDecimal() else { throw failure(.invalidRepetition, at: start) }
        var maximum: Int? = minimum
        if take(",") { maximum = readDecimal() }
        guard peek() == "}", maximum.map({ $0 >= minimum }) ?? true else {
            throw failure(.invalidRepetition, at: start)
        }
        return (minimum, maximum)
    }

    mutating func readDecimal() -> Int? {
        var value: Int?
        while let next = peek(), next.isASCII, ASCII.isDigit(UInt8(next.value)) {
            value = min((value ?? 0) * 10 + Int(next.value - 0x30), Self.maximumRepetition)
            offset += 1
        }
        return value
    }

    mutating func readBackreference() throws(PatternSyntaxError) -> PatternNode {
        let start = offset
        if take("k") {
            backreferences.append(.name(try readGroupName(), offset: start))
        } else {
            backreferences.append(.number(readDecimal() ?? 0, offset: start))
        }
        return .backreference
    }

    private func checkBackreferences() throws(PatternSyntaxError) {
        for reference in backreferences {
            switch reference {
            case .number(let number, let offset) where number > groupCount:
                throw failure(.invalidEscape("\\\(number)"), at: offset)
            case .name(let name, let offset) where !groupNames.contains(name):
                throw failure(.unknownGroupName(name), at: offset)
            default: continue
            }
        }
    }

    func peek(ahead distance: Int = 0) -> Unicode.Scalar? {
        offset + distance < scalars.count ? scalars[offset + distance] : nil
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek() == scalar else { return false }
        offset += 1
        return true
    }

    func failure(_ reason: PatternSyntaxError.Reason, at offset: Int? = nil) -> PatternSyntaxError {
        PatternSyntaxError(pattern: pattern, offset: offset ?? self.offset, reason: reason)
    }
}
