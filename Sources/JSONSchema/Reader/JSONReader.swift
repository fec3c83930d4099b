/// Reads bytes into the flat index of a document, stopping at the first mistake.
///
/// The open containers are a list of their own instead of nested calls, so depth costs no stack.
struct JSONReader {
    let bytes: [UInt8]
    let limits: JSONLimits
    var offset = 0
    var tape: [TapeEntry] = []
    var unescaped = UnescapedTexts()
    private var open: [OpenContainer] = []

    private struct OpenContainer {
        let index: Int
        let bracket: JSONBracket
        var count = 0
    }

    init(bytes: [UInt8], limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
        // What files written by people need, indented by two spaces.
        tape.reserveCapacity(min(bytes.count / 12 + 1, limits.maximumValues))
        open.reserveCapacity(min(16, limits.maximumDepth))
    }

    mutating func readDocument() throws(JSONSyntaxError) {
        let maximumBytes = min(limits.maximumBytes, JSONLimits.addressableBytes)
        guard bytes.count <= maximumBytes else { throw failure(.tooManyBytes(limit: maximumBytes), at: 0) }
        try refuseByteOrderMark()
        skipWhitespace()
        guard offset < bytes.count else { throw failure(.emptyDocument, at: 0) }
        try readValue(expected: .value)
        while let container = open.last {
            try readEntry(of: container)
        }
        skipWhitespace()
        guard offset == bytes.count else { throw trailingFailure() }
    }

    /// Reads what comes next in the innermost open container: an entry, or its end.
    private mutating func readEntry(of container: OpenContainer) throws(JSONSyntaxError) {
        skipWhitespace()
        guard offset < bytes.count else { throw unclosedFailure(container.index, container.bracket) }
        if bytes[offset] == ASCII.closeBrace || bytes[offset] == ASCII.closeBracket {
            return try close(container)
        }
        if container.count > 0 { try readComma(in: container) }
        open[open.count - 1].count += 1
        switch container.bracket {
        case .brace:
            try readKey()
            try readValue(expected: .value)
        case .bracket:
            try readValue(expected: .value)
        }
    }

    private mutating func readComma(in container: OpenContainer) throws(JSONSyntaxError) {
        guard bytes[offset] == ASCII.comma else { throw missingCommaFailure(container.bracket) }
        let comma = offset
        offset += 1
        skipWhitespace()
        guard offset < bytes.count else { throw unclosedFailure(container.index, container.bracket) }
        if bytes[offset] == ASCII.closeBrace || bytes[offset] == ASCII.closeBracket {
            throw failure(.trailingComma(before: container.bracket), at: comma)
        }
    }

    private mutating func readKey() throws(JSONSyntaxError) {
        guard bytes[offset] == ASCII.quote else { throw keyFailure() }
        let index = try readString(as: .key)
        skipWhitespace()
        guard offset < bytes.count else { throw failure(.unexpectedEnd(expected: .colon), at: offset) }
        guard bytes[offset] == ASCII.colon else {
            throw failure(.missingColon(key: keyText(index)), at: offset)
        }
        offset += 1
        skipWhitespace()
        guard offset < bytes.count else { throw failure(.unexpectedEnd(expected: .value), at: offset) }
        if bytes[offset] == ASCII.comma || bytes[offset] == ASCII.closeBrace {
            throw failure(.missingValue(key: keyText(index)), at: offset)
        }
    }

    /// Reads a scalar whole, or the opening bracket of a container.
    private mutating func readValue(expected: JSONSyntaxError.Expectation) throws(JSONSyntaxError) {
        switch bytes[offset] {
        case ASCII.quote: try readString(as: .string)
        case ASCII.openBrace: try open(.brace, kind: .object)
        case ASCII.openBracket: try open(.bracket, kind: .array)
        case ASCII.minus, ASCII.zero...ASCII.nine: try readNumber()
        case UInt8(ascii: "t"): try readWord("true", kind: .boolean, isTrue: true)
        case UInt8(ascii: "f"): try readWord("false", kind: .boolean, isTrue: false)
        case UInt8(ascii: "n"): try readWord("null", kind: .null, isTrue: false)
        default: throw unexpectedFailure(expected: expected)
        }
    }

    private mutating func readWord(
        _ word: StaticString, kind: TapeEntry.Kind, isTrue: Bool
    ) throws(JSONSyntaxError) {
        let start = offset
        let end = start + word.utf8CodeUnitCount
        let matches = word.withUTF8Buffer { end <= bytes.count && bytes[start..<end].elementsEqual($0) }
        guard matches, end == bytes.count || !Self.continuesWord(bytes[end]) else {
            throw unexpectedFailure(expected: .value)
        }
        var entry = try entry(kind)
        entry.isPlain = isTrue
        offset = end
        append(scalar: entry)
    }

    private mutating func open(_ bracket: JSONBracket, kind: TapeEntry.Kind) throws(JSONSyntaxError) {
        let maximumDepth = min(limits.maximumDepth, JSONLimits.walkableDepth)
        guard open.count < maximumDepth else { throw failure(.tooDeep(limit: maximumDepth), at: offset) }
        let entry = try entry(kind)
        open.append(OpenContainer(index: tape.count, bracket: bracket))
        tape.append(entry)
        offset += 1
    }

    private mutating func close(_ container: OpenContainer) throws(JSONSyntaxError) {
        let found: JSONBracket = bytes[offset] == ASCII.closeBrace ? .brace : .bracket
        guard found == container.bracket else {
            throw failure(
                .mismatchedBracket(found: found, opened: container.bracket),
                at: offset, related: Int(tape[container.index].start))
        }
        offset += 1
        open.removeLast()
        tape[container.index].countOrHash = UInt32(container.count)
        tape[container.index].end = UInt32(offset)
        tape[container.index].next = UInt32(tape.count)
        if found == .brace, container.count > 1 { try refuseDuplicateKeys(ofObject: container.index) }
    }

    /// An entry that begins at the current offset of the innermost open container.
    func entry(_ kind: TapeEntry.Kind) throws(JSONSyntaxError) -> TapeEntry {
        guard tape.count < limits.maximumValues else {
            throw failure(.tooManyValues(limit: limits.maximumValues), at: offset)
        }
        return TapeEntry(kind: kind, start: UInt32(offset), parent: UInt32(open.last?.index ?? 0))
    }

    /// Adds an entry without anything inside it, which ends at the current offset.
    @discardableResult
    mutating func append(scalar entry: TapeEntry) -> Int {
        var entry = entry
        entry.end = UInt32(offset)
        entry.next = UInt32(tape.count + 1)
        tape.append(entry)
        return tape.count - 1
    }

    private mutating func skipWhitespace() {
        var position = offset
        bytes.withUnsafeBytes { bytes in
            while position < bytes.count {
                switch bytes[position] {
                case ASCII.space, ASCII.tab, ASCII.carriageReturn: position += 1
                case ASCII.lineFeed:
                    position += 1
                    position = Self.endOfIndentation(bytes, position)
                default: return
                }
            }
        }
        offset = position
    }

    /// Eight blanks at a time.
    private static func endOfIndentation(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int {
        var position = start
        while position + 8 <= bytes.count,
            bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self) == 0x2020_2020_2020_2020
        {
            position += 8
        }
        return position
    }
}
