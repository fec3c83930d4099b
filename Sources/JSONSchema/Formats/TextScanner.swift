/// Reads a text from its start, byte by byte; each reading says whether it succeeded.
struct TextScanner {
    private(set) var rest: ArraySlice<UInt8>

    init(_ text: ArraySlice<UInt8>) { rest = text }

    var isAtEnd: Bool { rest.isEmpty }

    var next: UInt8? { rest.first }

    mutating func take(_ byte: UInt8) -> Bool {
        guard rest.first == byte else { return false }
        rest.removeFirst()
        return true
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool { take(UInt8(ascii: character)) }

    /// Either letter of a pair of upper and lower case.
    mutating func take(ignoringCase letter: Unicode.Scalar) -> Bool {
        guard let byte = rest.first, byte | 0x20 == UInt8(ascii: letter) | 0x20 else { return false }
        rest.removeFirst()
        return true
    }

    /// Exactly so many digits, within a range.
    mutating func takeNumber(digits: Int, in range: ClosedRange<Int>) -> Int? {
        let taken = rest.prefix(digits)
        guard taken.count == digits, taken.allSatisfy(ASCII.isDigit) else { return nil }
        let value = taken.reduce(0) { $0 * 10 + Int($1 - ASCII.zero) }
        guard range.contains(value) else { return nil }
        rest = rest.dropFirst(digits)
        return value
    }

    /// As many bytes as satisfy a condition.
    mutating func takeAll(where condition: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let taken = rest.prefix(while: condition)
        rest = rest.dropFirst(taken.count)
        return taken
    }
}
