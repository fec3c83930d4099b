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
        if let slash = text.firstIndex(of: "/"), slash > text.startIndex, !text.contains(where: \.isWhitespace) {
            let bits = try Self.bits(of: String(text[..<slash]))
            try Self.checkPrefix(String(text[text.index(after: slash)...]), bits)
            version = bits.count == 32 ? .four : .six
        } else if let minus = text.firstIndex(of: "-"), minus > text.startIndex, text.last != "-" {
            let first = try Self.bits(of: Self.trimmed(text[..<minus]))
            let last = try Self.bits(of: Self.trimmed(text[text.index(after: minus)...]))
            try Self.checkOrder(first, last, text)
            version = first.count == 32 ? .four : .six
        } else {
            version = try Self.bits(of: text).count == 32 ? .four : .six
        }
    }

    private static func checkPrefix(_ prefix: String, _ bits: [Bool]) throws(Mistake) {
        guard let length = Int(prefix), length >= 0 else { throw Mistake(text: "Invalid prefix length /\(prefix)") }
        guard length <= bits.count else {
            throw Mistake(text: "Prefix length \(length) is longer than IP address (\(bits.count))")
        }
        guard bits[length...].allSatisfy({ !$0 }) else {
            throw Mistake(text: "Invalid prefix \(String(bits.map { $0 ? "1" : "0" }))/\(length)")
        }
    }

    private static func checkOrder(_ first: [Bool], _ last: [Bool], _ text: String) throws(Mistake) {
        let ends = text.split(separator: "-", maxSplits: 1).map { trimmed($0) }.joined(separator: " - ")
        guard first.count == last.count else {
            throw Mistake(text: "Begin and End addresses have different IP versions - \(ends)")
        }
        let isDescending = zip(first, last).first { $0 != $1 }?.0 == true
        if isDescending { throw Mistake(text: "Begin address is greater than End address \(ends)") }
    }

    /// The bits of an address: 32 or 128.
    private static func bits(of text: String) throws(Mistake) -> [Bool] {
        if let mistake = text.contains(":") ? versionSixMistake(text) : versionFourMistake(text) {
            throw Mistake(text: mistake)
        }
        return text.contains(":") ? versionSixBits(text) : numberBits(of: text, groups: 4, width: 8)
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

    private static func versionSixMistake(_ text: String) -> String? {
        if AddressText.isIPv6(text) { return nil }
        let groups = text.split(separator: ":", omittingEmptySubsequences: false)
        let isGroup = { (group: Substring) in group.count <= 4 && group.allSatisfy(\.isHexDigit) }
        if !groups.allSatisfy(isGroup) { return "Invalid IP address \(text)" }
        if groups[0].isEmpty && groups.count > 1 && !groups[1].isEmpty {
            return "Invalid address \(text) (starts with :)"
        }
        if text.hasSuffix(":") && !text.hasSuffix("::") { return "Invalid address \(text) (ends with :)" }
        if groups.dropFirst().dropLast().count(where: \.isEmpty) > 1 {
            return "Invalid address \(text) (More than one :: pattern)"
        }
        return "Invalid number of octets \(text)"
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
