/// Bytes and numbers as hexadecimal digits.
enum Hexadecimal {
    static func lowerCase(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Either case; nil when the byte is no digit.
    static func value(ofDigit byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// Upper-case, with leading zeros up to eight digits, as times stand in tickets.
    static func time(_ seconds: Int) -> String {
        let text = String(seconds, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, timeDigits - text.count)) + text
    }

    /// Reads a time of a ticket: exactly eight digits or upper-case letters.
    static func time(_ text: Substring) -> Int? {
        guard text.utf8.count == timeDigits, text.utf8.allSatisfy({ NameRule.isDigit($0) || isUpperCase($0) }) else {
            return nil
        }
        return Int(text, radix: 16)
    }

    private static let timeDigits = 8

    private static func isUpperCase(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
}
