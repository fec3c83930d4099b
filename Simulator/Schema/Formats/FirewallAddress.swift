/// An address, network or range in a rule of the firewall, read as the Perl module Net::IP does.
struct FirewallAddress {
    let version: Version

    enum Version: Hashable {
        case four
        case six
    }

    struct Mistake: Error {
        let text: String
    }

    static func read(_ text: String) -> Result<FirewallAddress, Mistake> {
        do throws(Mistake) {
            return .success(try FirewallAddress(text))
        } catch {
            return .failure(error)
        }
    }

    private init(_ text: String) throws(Mistake) {
        let text = String(PerlText.withoutLastLineBreak(text))
        if let slash = text.dropFirst().firstIndex(of: "/"), text.last != "/", !text.contains(where: \.isWhitespace) {
            let address = String(text[..<slash])
            version = try Self.version(of: address)
            try Self.checkPrefix(
                String(text[text.index(after: slash)...]), try Self.bits(of: address, version))
        } else if let minus = text.firstIndex(of: "-"), minus > text.startIndex, text.last != "-" {
            let first = Self.trimmed(text[..<minus])
            version = try Self.version(of: first)
            let last = Self.trimmed(text[text.index(after: minus)...])
            try Self.checkOrder(try Self.bits(of: first, version), try Self.bits(of: last, version))
        } else {
            version = try Self.version(of: text)
            _ = try Self.bits(of: text, version)
        }
    }

    private static func checkPrefix(_ prefix: String, _ bits: [Bool]) throws(Mistake) {
        // Net::IP passes over a prefix that is no number.
        guard let length = Int(prefix), length >= 0 else { return }
        guard length <= bits.count else {
            throw Mistake(text: "Prefix length \(length) is longer than IP address (\(bits.count))")
        }
        guard bits[length...].allSatisfy({ !$0 }) else {
            throw Mistake(text: "Invalid prefix \(String(bits.map { $0 ? "1" : "0" }))/\(length)")
        }
    }

    private static func checkOrder(_ first: [Bool], _ last: [Bool]) throws(Mistake) {
        guard zip(first, last).first(where: { $0 != $1 })?.0 == true else { return }
        throw Mistake(text: "Begin address is greater than End address \(text(of: first)) - \(text(of: last))")
    }

    private static func version(of text: String) throws(Mistake) -> Version {
        let mistake = text.contains(":") ? versionSixMistake(text) : versionFourMistake(text)
        if let mistake { throw Mistake(text: mistake) }
        return text.contains(":") ? .six : .four
    }

    /// The bits of an address: 32 or 128. Missing numbers of version 4 are zero.
    private static func bits(of text: String, _ version: Version) throws(Mistake) -> [Bool] {
        switch version {
        case .six:
            if let mistake = versionSixMistake(text) { throw Mistake(text: mistake) }
            return versionSixBits(text)
        case .four:
            let quads = text.split(separator: ".", omittingEmptySubsequences: false)
            guard quads.allSatisfy({ (1...3).contains($0.count) && $0.unicodeScalars.allSatisfy(PerlText.isDigit) })
            else { throw Mistake(text: "Not a valid IPv4 address \(text)") }
            if let large = quads.first(where: { PerlText.number(String($0)) > 255 }) {
                let whole = (quads + ["0", "0", "0"]).prefix(4).joined(separator: ".")
                throw Mistake(text: "Invalid quad in IP address \(whole) - \(large)")
            }
            return numberBits(of: text, groups: 4, width: 8)
        }
    }

    /// The bits of an address in full: four numbers, or eight groups of four digits.
    private static func text(of bits: [Bool]) -> String {
        let width = bits.count == 32 ? 8 : 16
        let numbers = stride(from: 0, to: bits.count, by: width).map { start in
            bits[start..<start + width].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
        }
        if width == 8 { return numbers.map { String($0) }.joined(separator: ".") }
        return numbers.map { number in
            let digits = String(number, radix: 16)
            return String(repeating: "0", count: 4 - digits.count) + digits
        }.joined(separator: ":")
    }

    private static func versionFourMistake(_ text: String) -> String? {
        guard !text.isEmpty, text.unicodeScalars.allSatisfy({ $0 == "." || PerlText.isDigit($0) }) else {
            return "Invalid chars in IP \(text)"
        }
        if text.hasPrefix(".") { return "Invalid IP \(text) - starts with a dot" }
        if text.hasSuffix(".") { return "Invalid IP \(text) - ends with a dot" }
        let quads = text.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
        if quads.count > 4 { return "Invalid IP address \(text)" }
        if quads.contains("") { return "Empty quad in IP address \(text)" }
        return quads.first { PerlText.number($0) > 255 }.map { "Invalid quad in IP address \(text) - \($0)" }
    }

    /// Net::IP has no text for too few or too many colons.
    private static func versionSixMistake(_ text: String) -> String? {
        var groups = text.split(separator: ":", omittingEmptySubsequences: false).map { String($0) }
        var colons = groups.count - 1
        guard (1...7).contains(colons) else { return "" }
        while groups.last?.isEmpty == true { groups.removeLast() }
        for (index, group) in groups.enumerated() where !group.isEmpty {
            if group.count <= 4, group.allSatisfy(\.isHexDigit) { continue }
            guard index == colons, versionFourMistake(group) == nil else { return "Invalid IP address \(text)" }
            colons += 1
        }
        let isStartOpen = text.hasPrefix(":") && !text.hasPrefix("::")
        let isEndOpen = text.hasSuffix(":") && !text.hasSuffix("::")
        if isStartOpen { return "Invalid address \(text) (starts with :)" }
        if isEndOpen { return "Invalid address \(text) (ends with :)" }
        let pairs = zip(text.utf8, text.utf8.dropFirst()).count { $0 == 0x3A && $1 == 0x3A }
        if pairs > 1 { return "Invalid address \(text) (More than one :: pattern)" }
        return colons != 7 && pairs == 0 ? "Invalid number of octets \(text)" : nil
    }

    private static func numberBits(of text: String, groups: Int, width: Int) -> [Bool] {
        let numbers = text.split(separator: ".").map { Int(PerlText.number(String($0))) }
        let padded = numbers + Array(repeating: 0, count: max(0, groups - numbers.count))
        return padded.flatMap { number in (0..<width).reversed().map { number >> $0 & 1 == 1 } }
    }

    private static func versionSixBits(_ text: String) -> [Bool] {
        let halves = text.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
            .map { half in half.split(separator: ":").flatMap { groupBits(String($0)) } }
        let first = halves.first ?? []
        let last = halves.count == 2 ? halves[1] : []
        return first + Array(repeating: false, count: max(0, 128 - first.count - last.count)) + last
    }

    private static func groupBits(_ group: String) -> [Bool] {
        if group.contains(".") { return numberBits(of: group, groups: 4, width: 8) }
        let number = Int(group, radix: 16) ?? 0
        return (0..<16).reversed().map { number >> $0 & 1 == 1 }
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
