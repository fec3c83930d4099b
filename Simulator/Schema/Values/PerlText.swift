/// How Perl reads texts, where that decides what Proxmox accepts.
enum PerlText {
    /// Everything but the empty text and `0` is true.
    static func isTrue(_ text: String) -> Bool { !text.isEmpty && text != "0" }

    /// Digits with a sign; all decimal digits of Unicode count, and one line break at the end is not looked at.
    static func isInteger(_ text: String) -> Bool {
        let digits = withoutLastLineBreak(text).drop { $0 == "+" || $0 == "-" }
        let signs = text.unicodeScalars.prefix { $0 == "+" || $0 == "-" }.count
        return signs <= 1 && !digits.isEmpty && digits.allSatisfy(isDigit)
    }

    /// A decimal number with or without fraction and exponent: `1`, `1.`, `.5`, `-1.5e+3`.
    static func isNumber(_ text: String) -> Bool {
        var rest = withoutLastLineBreak(text)
        if rest.first == "+" || rest.first == "-" { rest.removeFirst() }
        let whole = rest.prefix(while: isDigit).count
        rest.removeFirst(whole)
        var fraction = 0
        if rest.first == "." {
            rest.removeFirst()
            fraction = rest.prefix(while: isDigit).count
            rest.removeFirst(fraction)
        }
        guard whole + fraction > 0 else { return false }
        guard rest.first == "e" || rest.first == "E" else { return rest.isEmpty }
        rest.removeFirst()
        if rest.first == "+" || rest.first == "-" { rest.removeFirst() }
        return !rest.isEmpty && rest.allSatisfy(isDigit)
    }

    /// The number that a numeric text stands for; digits beyond ASCII end it, as in Perl.
    static func number(_ text: String) -> Double {
        let text = String(withoutLastLineBreak(text))
        return Double(text) ?? Double(String(text.unicodeScalars.prefix(while: \.isASCII))) ?? 0
    }

    /// The text without one line break at its end, before which Perl's `$` matches.
    static func withoutLastLineBreak(_ text: String) -> Substring.UnicodeScalarView {
        let scalars = text.unicodeScalars[...]
        return scalars.last == "\n" ? scalars.dropLast() : scalars
    }

    /// The entries of a list: separated by NUL if there is one, else by any mix of `,`, `;` and white space.
    static func listEntries(_ text: String) -> [String] {
        let scalars = text.unicodeScalars
        if scalars.contains("\0") { return parts(of: text, at: "\0") }
        return scalars.split { $0 == "," || $0 == ";" || isSpace($0) }.map { String($0) }
    }

    /// Splits at a separator and drops empty parts at the end, as Perl's `split` does.
    static func parts(of text: String, at separator: Unicode.Scalar) -> [String] {
        var parts = text.unicodeScalars.split(separator: separator, omittingEmptySubsequences: false).map { String($0) }
        while parts.last?.isEmpty == true { parts.removeLast() }
        return parts
    }

    static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

    static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            ? scalar.value >= 0x30 && scalar.value <= 0x39 : scalar.properties.generalCategory == .decimalNumber
    }
}
