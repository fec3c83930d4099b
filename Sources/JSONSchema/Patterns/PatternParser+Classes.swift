/// Escapes and character classes.
extension PatternParser {
    private static let syntaxCharacters = Set("^$\\.*+?()[]{}|/".unicodeScalars)

    /// Reads an escape outside a character class.
    mutating func readAtomEscape() throws(PatternSyntaxError) -> PatternNode {
        switch peek(ahead: 1) {
        case "b", "B":
            let isNegated = peek(ahead: 1) == "B"
            offset += 2
            return .wordBoundary(isNegated: isNegated)
        case let letter? where letter == "k" || letter.value >= 0x31 && letter.value <= 0x39:
            offset += 1
            return try readBackreference()
        default:
            return .character(try readCharacterOrSet().set)
        }
    }

    mutating func readClass() throws(PatternSyntaxError) -> PatternCharacterSet {
        let opening = offset
        offset += 1
        let isNegated = take("^")
        var set = PatternCharacterSet()
        while !take("]") {
            guard peek() != nil else { throw failure(.unclosedClass, at: opening) }
            set.formUnion(try readClassRange())
        }
        return isNegated ? set.negated : set
    }

    /// Reads one member of a class, or a range of two.
    private mutating func readClassRange() throws(PatternSyntaxError) -> PatternCharacterSet {
        let start = offset
        let first = try readClassMember()
        guard peek() == "-", let afterMinus = peek(ahead: 1), afterMinus != "]" else { return first.set }
        offset += 1
        let last = try readClassMember()
        guard let lower = first.scalar, let upper = last.scalar, lower <= upper else {
            throw failure(.invalidRange, at: start)
        }
        return PatternCharacterSet([lower...upper])
    }

    private mutating func readClassMember() throws(PatternSyntaxError) -> Member {
        guard let next = peek() else { throw failure(.unclosedClass) }
        if next != "\\" {
            offset += 1
            return .scalar(next.value)
        }
        if peek(ahead: 1) == "b" {
            offset += 2
            return .scalar(0x08)
        }
        if peek(ahead: 1) == "-" {
            offset += 2
            return .scalar(0x2D)
        }
        return try readCharacterOrSet()
    }

    /// What an escape stands for.
    private enum Member {
        case scalar(UInt32)
        case set(PatternCharacterSet)

        var scalar: UInt32? {
            if case .scalar(let value) = self { value } else { nil }
        }

        var set: PatternCharacterSet {
            switch self {
            case .scalar(let value): PatternCharacterSet(value)
            case .set(let set): set
            }
        }
    }

    /// Reads an escape that stands for one character or for a set, from its backslash on.
    private mutating func readCharacterOrSet() throws(PatternSyntaxError) -> Member {
        let start = offset
        guard let letter = peek(ahead: 1) else { throw failure(.invalidEscape("\\"), at: start) }
        offset += 2
        if let set = PatternCharacterSet.named(letter) { return .set(set) }
        switch letter {
        case "p", "P": return .set(try readProperty(isNegated: letter == "P", start: start))
        case "f": return .scalar(0x0C)
        case "n": return .scalar(0x0A)
        case "r": return .scalar(0x0D)
        case "t": return .scalar(0x09)
        case "v": return .scalar(0x0B)
        case "0" where !isDigit(peek()): return .scalar(0)
        case "c": return .scalar(try readControlLetter(start: start))
        case "x": return .scalar(try readHexadecimal(digits: 2, start: start))
        case "u": return .scalar(try readUnicodeEscape(start: start))
        case _ where Self.syntaxCharacters.contains(letter): return .scalar(letter.value)
        default: throw failure(.invalidEscape("\\\(letter)"), at: start)
        }
    }

    private mutating func readProperty(
        isNegated: Bool, start: Int
    ) throws(PatternSyntaxError) -> PatternCharacterSet {
        guard take("{") else { throw failure(.invalidEscape("\\p"), at: start) }
        var name = String.UnicodeScalarView()
        while let next = peek(), next != "}" {
            name.append(next)
            offset += 1
        }
        guard take("}") else { throw failure(.invalidEscape("\\p{"), at: start) }
        guard let property = UnicodeProperty(String(name)) else {
            throw failure(.unknownProperty(String(name)), at: start)
        }
        return PatternCharacterSet(property, isNegated: isNegated)
    }

    private mutating func readControlLetter(start: Int) throws(PatternSyntaxError) -> UInt32 {
        guard let letter = peek(), letter.isASCII, ASCII.isLetter(UInt8(letter.value)) else {
            throw failure(.invalidEscape("\\c"), at: start)
        }
        offset += 1
        return letter.value % 32
    }

    private mutating func readUnicodeEscape(start: Int) throws(PatternSyntaxError) -> UInt32 {
        if take("{") {
            var value: UInt32 = 0
            var count = 0
            while let digit = hexadecimalValue(peek()), value <= 0x10FFFF {
                value = value << 4 | digit
                count += 1
                offset += 1
            }
            guard count > 0, value <= 0x10FFFF, take("}") else { throw failure(.invalidEscape("\\u{"), at: start) }
            return value
        }
        let first = try readHexadecimal(digits: 4, start: start)
        guard first & 0xFC00 == 0xD800, peek() == "\\", peek(ahead: 1) == "u" else { return first }
        let afterFirst = offset
        offset += 2
        guard let second = try? readHexadecimal(digits: 4, start: start), second & 0xFC00 == 0xDC00 else {
            offset = afterFirst
            return first
        }
        return 0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF)
    }

    private mutating func readHexadecimal(digits: Int, start: Int) throws(PatternSyntaxError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = hexadecimalValue(peek()) else {
                let written = String(String.UnicodeScalarView(scalars[start..<min(start + 2, scalars.count)]))
                throw failure(.invalidEscape(written), at: start)
            }
            value = value << 4 | digit
            offset += 1
        }
        return value
    }

    private func hexadecimalValue(_ scalar: Unicode.Scalar?) -> UInt32? {
        guard let scalar, scalar.isASCII else { return nil }
        return ASCII.hexadecimalValue(UInt8(scalar.value))
    }

    private func isDigit(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar, scalar.isASCII else { return false }
        return ASCII.isDigit(UInt8(scalar.value))
    }
}
