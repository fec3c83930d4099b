extension JSONReader {
    /// Reads a number by the grammar of RFC 8259; its value is worked out when somebody asks for it.
    mutating func readNumber() throws(JSONSyntaxError) {
        var entry = try entry(.number)
        let start = offset
        if bytes[offset] == ASCII.minus { offset += 1 }
        try readWholePart(start: start)
        var isPlain = true
        if offset < bytes.count, bytes[offset] == ASCII.dot {
            offset += 1
            isPlain = false
            guard skipDigits() > 0 else { throw failure(.invalidNumber(.noDigitsAfterDot), at: start) }
        }
        if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
            isPlain = false
            try readExponent(start: start)
        }
        try refuseSuffix(start: start)
        guard offset - start <= limits.maximumNumberBytes else {
            throw failure(.numberTooLong(limit: limits.maximumNumberBytes), at: start)
        }
        entry.isPlain = isPlain
        append(scalar: entry)
    }

    private mutating func readWholePart(start: Int) throws(JSONSyntaxError) {
        let firstDigit = offset
        let count = skipDigits()
        if count == 0 {
            let word = wordText(at: start)
            let isInfinity = ["-infinity", "-inf", "-nan"].contains(word.lowercased())
            throw failure(.invalidNumber(isInfinity ? .notFinite(word) : .noDigitsAfterMinus), at: start)
        }
        guard count > 1, bytes[firstDigit] == ASCII.zero else { return }
        throw failure(.invalidNumber(.leadingZero), at: start)
    }

    private mutating func readExponent(start: Int) throws(JSONSyntaxError) {
        let mantissa = start..<offset
        offset += 1
        let isNegative = offset < bytes.count && bytes[offset] == ASCII.minus
        if offset < bytes.count, bytes[offset] == ASCII.plus || isNegative { offset += 1 }
        let firstDigit = offset
        guard skipDigits() > 0 else { throw failure(.invalidNumber(.noDigitsAfterExponent), at: start) }
        let maximum = min(limits.maximumExponent, JSONLimits.computableExponent)
        var exponent = 0
        for digit in bytes[firstDigit..<offset] {
            exponent = exponent * 10 + Int(digit - ASCII.zero)
            guard exponent <= maximum else { throw failure(.exponentTooLarge(limit: maximum), at: start) }
        }
        // 31e10000 is 3.1e10001, which may be how somebody writes it next.
        let power = powerOfFirstDigit(in: mantissa).map { $0 + (isNegative ? -exponent : exponent) } ?? 0
        guard power.magnitude <= maximum else { throw failure(.exponentTooLarge(limit: maximum), at: start) }
    }

    /// The power of ten that a number's first digit beside zeros stands for; nil if all its digits are zeros.
    private func powerOfFirstDigit(in number: Range<Int>) -> Int? {
        let isCounting = { (byte: UInt8) in ASCII.isDigit(byte) && byte != ASCII.zero }
        guard let first = bytes[number].firstIndex(where: isCounting) else { return nil }
        let dot = bytes[number].firstIndex(of: ASCII.dot) ?? number.upperBound
        return first < dot ? dot - first - 1 : dot - first
    }

    /// A number ends at whitespace, a comma or a bracket; "10GB", "0x1f" and "1_000" are told from two values.
    private func refuseSuffix(start: Int) throws(JSONSyntaxError) {
        guard offset < bytes.count else { return }
        let byte = bytes[offset]
        guard Self.continuesWord(byte) || byte == ASCII.dot else { return }
        let suffix = wordText(at: offset)
        if byte == UInt8(ascii: "_") { throw failure(.invalidNumber(.digitSeparator), at: start) }
        if bytes[offset - 1] == ASCII.zero, "xXoObB".utf8.contains(byte) {
            throw failure(.invalidNumber(.hexadecimal), at: start)
        }
        throw failure(.invalidNumber(.unit(Quoted.text(suffix))), at: start)
    }

    private mutating func skipDigits() -> Int {
        let start = offset
        while offset < bytes.count, ASCII.isDigit(bytes[offset]) { offset += 1 }
        return offset - start
    }
}
