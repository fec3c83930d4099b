extension JSONReader {
    /// Reads a string or key from its opening quote; content with escapes goes to the buffer of unescaped text.
    @discardableResult
    mutating func readString(as kind: TapeEntry.Kind) throws(JSONSyntaxError) -> Int {
        var entry = try entry(kind)
        let opening = offset
        let end = try skipPlainText(from: opening + 1, stringAt: opening)
        if bytes[end] == ASCII.quote {
            offset = end
            if kind == .key { entry.countOrHash = KeyHash.hash(bytes[(opening + 1)..<end]) }
        } else {
            entry.isUnescaped = true
            let start = unescaped.bytes.count
            try unescapeText(from: end, stringAt: opening)
            unescaped.endText(of: tape.count, from: start)
            if kind == .key { entry.countOrHash = KeyHash.hash(unescaped.bytes[start...]) }
        }
        offset += 1
        return append(scalar: entry)
    }

    /// Copies text from its first escape on until its closing quote.
    private mutating func unescapeText(from firstEscape: Int, stringAt opening: Int) throws(JSONSyntaxError) {
        unescaped.append(contentsOf: bytes[(opening + 1)..<firstEscape])
        offset = firstEscape
        while bytes[offset] != ASCII.quote {
            try readEscape()
            let end = try skipPlainText(from: offset, stringAt: opening)
            unescaped.append(contentsOf: bytes[offset..<end])
            offset = end
        }
    }

    /// The offset of the next quote or backslash, after text that needs no change.
    private func skipPlainText(from start: Int, stringAt opening: Int) throws(JSONSyntaxError) -> Int {
        var position = PlainText.end(in: bytes, from: start)
        while position < bytes.count {
            let byte = bytes[position]
            if byte == ASCII.quote || byte == ASCII.backslash { break }
            position += try lengthOfCharacter(at: position, stringAt: opening)
            position = PlainText.end(in: bytes, from: position)
        }
        guard position < bytes.count else { throw failure(.unterminatedString, at: opening) }
        guard position - opening - 1 <= limits.maximumStringBytes else {
            throw failure(.stringTooLong(limit: limits.maximumStringBytes), at: opening)
        }
        return position
    }

    /// The bytes that a string or key stands for.
    func content(of index: Int) -> ArraySlice<UInt8> {
        tape[index].isUnescaped ? unescaped.bytes[unescaped.range(of: index)] : bytes[tape[index].textRange]
    }

    func keyText(_ index: Int) -> String {
        String(decoding: content(of: index), as: UTF8.self)
    }

    private func lengthOfCharacter(at position: Int, stringAt opening: Int) throws(JSONSyntaxError) -> Int {
        let byte = bytes[position]
        if byte == ASCII.lineFeed || byte == ASCII.carriageReturn {
            throw failure(.unterminatedString, at: opening)
        }
        if byte < 0x20 { throw failure(.controlCharacter(byte), at: position) }
        guard let length = UTF8Sequence.length(at: position, in: bytes) else {
            throw failure(.invalidUTF8, at: position)
        }
        return length
    }

    /// Reads from a backslash to the end of its escape and adds the character to the buffer.
    private mutating func readEscape() throws(JSONSyntaxError) {
        guard offset + 1 < bytes.count else { throw failure(.invalidEscape("\\"), at: offset) }
        switch bytes[offset + 1] {
        case ASCII.quote: unescaped.append(ASCII.quote)
        case ASCII.backslash: unescaped.append(ASCII.backslash)
        case UInt8(ascii: "/"): unescaped.append(UInt8(ascii: "/"))
        case UInt8(ascii: "b"): unescaped.append(0x08)
        case UInt8(ascii: "f"): unescaped.append(0x0C)
        case UInt8(ascii: "n"): unescaped.append(ASCII.lineFeed)
        case UInt8(ascii: "r"): unescaped.append(ASCII.carriageReturn)
        case UInt8(ascii: "t"): unescaped.append(ASCII.tab)
        case UInt8(ascii: "u"): return try readUnicodeEscape()
        default: throw failure(.invalidEscape(sourceText(offset, scalars: 2)), at: offset)
        }
        offset += 2
    }

    private mutating func readUnicodeEscape() throws(JSONSyntaxError) {
        let start = offset
        let first = try readCodeUnit()
        var value = first
        if first & 0xFC00 == 0xD800 {
            guard offset + 1 < bytes.count, bytes[offset] == ASCII.backslash,
                bytes[offset + 1] == UInt8(ascii: "u")
            else { throw failure(.loneSurrogate(sourceText(start, scalars: 6)), at: start) }
            let second = try readCodeUnit()
            guard second & 0xFC00 == 0xDC00 else {
                throw failure(.loneSurrogate(sourceText(start, scalars: 6)), at: start)
            }
            value = 0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF)
        }
        guard let scalar = Unicode.Scalar(value) else {
            throw failure(.loneSurrogate(sourceText(start, scalars: 6)), at: start)
        }
        unescaped.append(scalar)
    }

    /// Reads `\u` and four hexadecimal digits.
    private mutating func readCodeUnit() throws(JSONSyntaxError) -> UInt32 {
        let start = offset
        var unit: UInt32 = 0
        for position in (start + 2)..<(start + 6) {
            guard position < bytes.count, let digit = ASCII.hexadecimalValue(bytes[position]) else {
                throw failure(.invalidEscape(sourceText(start, scalars: 6)), at: start)
            }
            unit = unit << 4 | digit
        }
        offset = start + 6
        return unit
    }
}
