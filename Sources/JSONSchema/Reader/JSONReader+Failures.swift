/// Finding out what was meant, so that the message can say how to mend it. Speed does not matter here any more.
extension JSONReader {
    func failure(_ reason: JSONSyntaxError.Reason, at offset: Int, related: Int? = nil) -> JSONSyntaxError {
        let table = LineTable(scanning: bytes)
        let position = table.position(of: offset, in: bytes)
        return JSONSyntaxError(
            reason: reason,
            position: position,
            related: related.map { table.position(of: $0, in: bytes) },
            lineText: table.text(ofLine: position.line, in: bytes) ?? "")
    }

    func refuseByteOrderMark() throws(JSONSyntaxError) {
        let marks: [([UInt8], String)] = [
            ([0xEF, 0xBB, 0xBF], "UTF-8"), ([0xFE, 0xFF], "UTF-16"), ([0xFF, 0xFE], "UTF-16"),
        ]
        for (mark, encoding) in marks where bytes.starts(with: mark) {
            throw failure(.byteOrderMark(encoding: encoding), at: 0)
        }
    }

    func unclosedFailure(_ container: Int, _ bracket: JSONBracket) -> JSONSyntaxError {
        failure(.unclosed(bracket), at: bytes.count, related: Int(tape[container].start))
    }

    func missingCommaFailure(_ bracket: JSONBracket) -> JSONSyntaxError {
        if isComment { return failure(.comment, at: offset) }
        let startsEntry = bytes[offset] == ASCII.quote || bracket == .bracket && startsValue
        if startsEntry { return failure(.missingComma(in: bracket), at: offset) }
        return unexpectedFailure(expected: bracket == .brace ? .commaOrBrace : .commaOrBracket)
    }

    func keyFailure() -> JSONSyntaxError {
        let word = wordText(at: offset)
        let isComment = isComment
        guard word.isEmpty || isComment else { return failure(.unquotedKey(Quoted.excerpt(word)), at: offset) }
        return unexpectedFailure(expected: .key)
    }

    func trailingFailure() -> JSONSyntaxError {
        isComment ? failure(.comment, at: offset) : failure(.textAfterDocument, at: offset)
    }

    func unexpectedFailure(expected: JSONSyntaxError.Expectation) -> JSONSyntaxError {
        guard offset < bytes.count else { return failure(.unexpectedEnd(expected: expected), at: offset) }
        if isComment { return failure(.comment, at: offset) }
        let byte = bytes[offset]
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "`"): return failure(.singleQuotes, at: offset)
        case ASCII.comma: return failure(.superfluousComma, at: offset)
        case ASCII.plus: return failure(.invalidNumber(.leadingPlus), at: offset)
        case ASCII.dot where isDigit(at: offset + 1): return failure(.invalidNumber(.leadingDot), at: offset)
        default: break
        }
        let word = wordText(at: offset)
        if ["nan", "infinity", "inf"].contains(word.lowercased()) {
            return failure(.invalidNumber(.notFinite(word)), at: offset)
        }
        if !word.isEmpty, !ASCII.isDigit(byte) { return failure(.unknownWord(Quoted.excerpt(word)), at: offset) }
        guard UTF8Sequence.length(at: offset, in: bytes) != nil else { return failure(.invalidUTF8, at: offset) }
        return failure(.unexpectedCharacter(characterName(at: offset), expected: expected), at: offset)
    }

    static func continuesWord(_ byte: UInt8) -> Bool {
        ASCII.isLetterOrDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
    }

    /// The run of letters, digits, `_`, `$`, `.` and `-` at an offset.
    func wordText(at offset: Int) -> String {
        let word = bytes[offset...].prefix { Self.continuesWord($0) || $0 == ASCII.dot || $0 == ASCII.minus }
        return Quoted.excerpt(String(decoding: word, as: UTF8.self))
    }

    /// A few characters as written.
    func sourceText(_ offset: Int, scalars: Int) -> String {
        let text = String(decoding: bytes[offset...].prefix(scalars * 4), as: UTF8.self)
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(scalars)))
    }

    private var isComment: Bool {
        guard offset < bytes.count else { return false }
        if bytes[offset] == UInt8(ascii: "#") { return true }
        guard bytes[offset] == UInt8(ascii: "/"), offset + 1 < bytes.count else { return false }
        return bytes[offset + 1] == UInt8(ascii: "/") || bytes[offset + 1] == UInt8(ascii: "*")
    }

    private var startsValue: Bool {
        let byte = bytes[offset]
        return Self.continuesWord(byte) || byte == ASCII.minus || byte == ASCII.openBrace || byte == ASCII.openBracket
    }

    private func isDigit(at offset: Int) -> Bool {
        offset < bytes.count && ASCII.isDigit(bytes[offset])
    }

    private func characterName(at offset: Int) -> String {
        let byte = bytes[offset]
        if byte < 0x20 || byte == 0x7F { return "the control character \(Quoted.scalar(byte))" }
        return "'\(sourceText(offset, scalars: 1))'"
    }
}
