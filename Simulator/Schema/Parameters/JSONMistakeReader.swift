/// Finds the mistake in a text that is no JSON, and words it as the Perl module JSON::XS does.
///
/// It is only asked about texts that the reader of this project has refused, and gives no values.
struct JSONMistakeReader {
    private let bytes: [UInt8]
    private var offset = 0
    private var depth = 0

    /// JSON::XS gives up deeper texts, as this reader does.
    private static let maximumDepth = 512
    /// Once so many characters are shown of what could not be read, no further one is added.
    private static let shownCharacters = 20

    /// A mistake; the place is where reading stopped.
    private struct Mistake: Error {
        let text: String
    }

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Nil when JSON::XS would take the text, such as one with the same key twice.
    mutating func mistake() -> String? {
        do throws(Mistake) {
            skipSpace()
            try readValue()
            skipSpace()
            if offset < bytes.count { throw Mistake(text: "garbage after JSON object") }
            return nil
        } catch {
            // Said to count characters, the number counts bytes.
            return "\(error.text), at character offset \(offset) (before \"\(rest)\")"
        }
    }

    private mutating func readValue() throws(Mistake) {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else {
            throw Mistake(text: "json text or perl structure exceeds maximum nesting level (max_depth set too low?)")
        }
        switch peek() {
        case "\"": try readString()
        case "[": try readArray()
        case "{": try readObject()
        case "-", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9": try readNumber()
        case "t": try readWord("true")
        case "f": try readWord("false")
        case "n": try readWord("null")
        default:
            throw Mistake(text: "malformed JSON string, neither tag, array, object, number, string or atom")
        }
    }

    private mutating func readArray() throws(Mistake) {
        offset += 1
        skipSpace()
        if take("]") { return }
        while true {
            skipSpace()
            try readValue()
            skipSpace()
            if take("]") { return }
            guard take(",") else { throw Mistake(text: ", or ] expected while parsing array") }
        }
    }

    private mutating func readObject() throws(Mistake) {
        offset += 1
        skipSpace()
        if take("}") { return }
        while true {
            skipSpace()
            guard peek() == "\"" else { throw Mistake(text: "'\"' expected") }
            try readString()
            skipSpace()
            guard take(":") else { throw Mistake(text: "':' expected") }
            skipSpace()
            try readValue()
            skipSpace()
            if take("}") { return }
            guard take(",") else { throw Mistake(text: ", or } expected while parsing object/hash") }
        }
    }

    private mutating func readString() throws(Mistake) {
        offset += 1
        while let next = peek() {
            switch next {
            case "\"":
                offset += 1
                return
            case "\\": try readEscape()
            case "\0"..<" ": throw Mistake(text: "invalid character encountered while parsing JSON string")
            default: try readCharacter()
            }
        }
        throw Mistake(text: "unexpected end of string while parsing JSON string")
    }

    private mutating func readCharacter() throws(Mistake) {
        let length = bytes[offset] < 0x80 ? 1 : 4
        let piece = bytes[offset..<min(offset + length, bytes.count)]
        var decoder = UTF8()
        var iterator = piece.makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else {
            throw Mistake(text: "malformed UTF-8 character in JSON string")
        }
        offset += String(scalar).utf8.count
    }

    private mutating func readEscape() throws(Mistake) {
        guard let escaped = peek(ahead: 1), "\"\\/bfnrtu".unicodeScalars.contains(escaped) else {
            throw Mistake(text: "illegal backslash escape sequence in string")
        }
        offset += 2
        guard escaped == "u" else { return }
        let high = try readHexadecimal()
        if high & 0xFC00 == 0xDC00 { throw Mistake(text: "missing high surrogate character in surrogate pair") }
        guard high & 0xFC00 == 0xD800 else { return }
        guard peek() == "\\", peek(ahead: 1) == "u" else {
            throw Mistake(text: "missing low surrogate character in surrogate pair")
        }
        offset += 2
        guard try readHexadecimal() & 0xFC00 == 0xDC00 else {
            throw Mistake(text: "surrogate pair expected")
        }
    }

    private mutating func readHexadecimal() throws(Mistake) -> Int {
        let digits = String(decoding: bytes[offset...].prefix(4), as: UTF8.self)
        guard digits.utf8.count == 4, digits.allSatisfy(\.isHexDigit), let value = Int(digits, radix: 16) else {
            throw Mistake(text: "exactly four hexadecimal digits expected")
        }
        offset += 4
        return value
    }

    private mutating func readNumber() throws(Mistake) {
        _ = take("-")
        if take("0") {
            if digitCount() > 0 {
                throw Mistake(text: "malformed number (leading zero must not be followed by another digit)")
            }
        } else {
            try readDigits(orElse: "no digits after initial minus")
        }
        if take(".") { try readDigits(orElse: "no digits after decimal point") }
        guard take("e") || take("E") else { return }
        if !take("+") { _ = take("-") }
        try readDigits(orElse: "no digits after exp sign")
    }

    private mutating func readDigits(orElse text: String) throws(Mistake) {
        let count = digitCount()
        guard count > 0 else { throw Mistake(text: "malformed number (\(text))") }
        offset += count
    }

    private func digitCount() -> Int {
        bytes[offset...].prefix { $0 >= 0x30 && $0 <= 0x39 }.count
    }

    private mutating func readWord(_ word: String) throws(Mistake) {
        guard bytes[offset...].starts(with: word.utf8) else { throw Mistake(text: "'\(word)' expected") }
        offset += word.utf8.count
    }

    /// What stands after the mistake, shortened.
    private var rest: String {
        guard offset < bytes.count else { return "(end of string)" }
        var shown = ""
        for scalar in String(decoding: bytes[offset...], as: UTF8.self).unicodeScalars {
            guard shown.unicodeScalars.count < Self.shownCharacters else { return shown + "..." }
            shown += Self.shown(scalar)
        }
        return shown
    }

    private static func shown(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\\": #"\\"#
        case "\n": #"\n"#
        case "\r": #"\r"#
        case "\t": #"\t"#
        case " "..."~": String(scalar)
        default: #"\x{"# + String(scalar.value, radix: 16) + "}"
        }
    }

    private mutating func skipSpace() {
        while let next = peek(), [" ", "\t", "\n", "\r"].contains(next) { offset += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek() == character else { return false }
        offset += 1
        return true
    }

    private func peek(ahead: Int = 0) -> Unicode.Scalar? {
        offset + ahead < bytes.count ? Unicode.Scalar(bytes[offset + ahead]) : nil
    }
}
