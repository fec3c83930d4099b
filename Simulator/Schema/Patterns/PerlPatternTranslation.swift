/// Rewrites a regular expression of Perl in the dialect of ECMA-262, as far as Proxmox's schema uses it.
///
/// What differs: groups with flags (`(?^:…)`, `(?^i:…)`), atomic groups, `{,n}`, escapes of harmless characters, `.`,
/// `$` before a last line break, and `\d` and `\w` which stand for all of Unicode.
struct PerlPatternTranslation {
    private let scalars: [Unicode.Scalar]
    private var offset = 0
    private var result = String.UnicodeScalarView()
    private var ignoresCase: Bool

    private init(_ source: String, ignoringCase ignoresCase: Bool) {
        scalars = Array(source.unicodeScalars)
        self.ignoresCase = ignoresCase
    }

    /// The expression between `^` and `$`, without a group around it: alternatives at its top stay half anchored, as
    /// they are in Proxmox.
    static func wholeMatch(_ source: String, ignoringCase ignoresCase: Bool) -> String {
        var translation = PerlPatternTranslation(source, ignoringCase: ignoresCase)
        translation.readSequence()
        return "^" + String(translation.result) + end
    }

    private static let end = #"\n?$"#
    private static let digit = #"\p{Nd}"#
    private static let word = #"\p{Alphabetic}\p{M}\p{Nd}\p{Pc}"#

    private mutating func readSequence() {
        while offset < scalars.count, scalars[offset] != ")" { readTerm() }
    }

    private mutating func readTerm() {
        let next = scalars[offset]
        offset += 1
        switch next {
        case "(": readGroup()
        case "[": readClass()
        case "\\": readEscape(inClass: false)
        case ".": append(#"[^\n]"#)
        case "$": append(Self.end)
        case "{" where peek() == ",": append("{0")
        default: append(letter: next, inClass: false)
        }
    }

    private mutating func readGroup() {
        let outer = ignoresCase
        defer { ignoresCase = outer }
        append("(")
        if peek() == "?" {
            offset += 1
            append("?")
            switch peek() {
            case "^": readFlags()
            case ">":
                offset += 1
                append(":")
            default: break
            }
        }
        readSequence()
        guard peek() == ")" else { return }
        offset += 1
        append(")")
    }

    /// Reads the flags of `(?^…:`, which begin anew at each group; only `i` changes what is matched here.
    private mutating func readFlags() {
        ignoresCase = false
        while let flag = peek(), flag != ":" {
            if flag == "i" { ignoresCase = true }
            offset += 1
        }
    }

    private mutating func readClass() {
        append("[")
        if peek() == "^" {
            offset += 1
            append("^")
        }
        while let next = peek(), next != "]" {
            offset += 1
            if next == "\\" { readEscape(inClass: true) } else { readRange(from: next) }
        }
        guard peek() == "]" else { return }
        offset += 1
        append("]")
    }

    private mutating func readRange(from first: Unicode.Scalar) {
        guard peek() == "-", offset + 1 < scalars.count, scalars[offset + 1] != "]", scalars[offset + 1] != "\\" else {
            return append(letter: first, inClass: true)
        }
        let last = scalars[offset + 1]
        offset += 2
        append("\(first)-\(last)")
        if ignoresCase, let low = otherCase(of: first), let high = otherCase(of: last) { append("\(low)-\(high)") }
    }

    private mutating func readEscape(inClass: Bool) {
        guard let escaped = peek() else { return }
        offset += 1
        switch escaped {
        case "d": append(inClass ? Self.digit : "[\(Self.digit)]")
        case "w": append(inClass ? Self.word : "[\(Self.word)]")
        case "0": append(#"\x00"#)
        case "-" where inClass: append(#"\-"#)
        case _ where escaped.properties.isAlphabetic: append(#"\\#(escaped)"#)
        case _ where "^$\\.*+?()[]{}|/".unicodeScalars.contains(escaped): append(#"\\#(escaped)"#)
        default: append("\(escaped)")
        }
    }

    private mutating func append(letter: Unicode.Scalar, inClass: Bool) {
        guard ignoresCase, let other = otherCase(of: letter) else { return result.append(letter) }
        append(inClass ? "\(letter)\(other)" : "[\(letter)\(other)]")
    }

    private func otherCase(of letter: Unicode.Scalar) -> Unicode.Scalar? {
        switch letter {
        case "a"..."z": Unicode.Scalar(letter.value - 32)
        case "A"..."Z": Unicode.Scalar(letter.value + 32)
        default: nil
        }
    }

    private func peek() -> Unicode.Scalar? { offset < scalars.count ? scalars[offset] : nil }

    private mutating func append(_ text: String) { result.append(contentsOf: text.unicodeScalars) }
}
