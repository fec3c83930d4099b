/// How a JSON number looks after it went through Perl: whole numbers keep their digits, others have at most 15.
enum PerlNumberText {
    private static let significantDigits = 15

    static func text(of source: String) -> String {
        if !source.contains(where: { $0 == "." || $0 == "e" || $0 == "E" }) { return source == "-0" ? "0" : source }
        guard let number = Double(source) else { return source }
        if number.isInfinite { return number < 0 ? "-Inf" : "Inf" }
        return number == 0 ? "0" : text(of: number)
    }

    private static func text(of number: Double) -> String {
        var (digits, exponent) = decimal(number.magnitude)
        if digits.count > significantDigits { (digits, exponent) = rounded(digits, exponent) }
        while digits.count > 1, digits.last == 0 { digits.removeLast() }
        let sign = number < 0 ? "-" : ""
        let texts = digits.map { String($0) }
        if exponent < -4 || exponent >= significantDigits {
            let fraction = texts.count > 1 ? "." + texts.dropFirst().joined() : ""
            let power = String(exponent.magnitude)
            return sign + texts[0] + fraction + "e" + (exponent < 0 ? "-" : "+") + (power.count < 2 ? "0" : "") + power
        }
        if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + texts.joined() }
        let whole = texts.prefix(exponent + 1).joined()
        let padding = String(repeating: "0", count: max(0, exponent + 1 - texts.count))
        let fraction = texts.dropFirst(exponent + 1).joined()
        return sign + whole + padding + (fraction.isEmpty ? "" : "." + fraction)
    }

    /// The shortest digits that stand for a number, and the power of ten of the first of them.
    private static func decimal(_ number: Double) -> (digits: [Int], exponent: Int) {
        let parts = number.description.split(separator: "e")
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let power = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let digits = (mantissa[0] + (mantissa.count > 1 ? mantissa[1] : "")).compactMap(\.wholeNumberValue)
        let zeros = digits.prefix { $0 == 0 }.count
        return (Array(digits.dropFirst(zeros)), mantissa[0].count - 1 - zeros + power)
    }

    private static func rounded(_ digits: [Int], _ exponent: Int) -> (digits: [Int], exponent: Int) {
        var kept = Array(digits.prefix(significantDigits))
        guard digits[significantDigits] >= 5 else { return (kept, exponent) }
        var index = significantDigits - 1
        while index >= 0, kept[index] == 9 {
            kept[index] = 0
            index -= 1
        }
        if index < 0 { return ([1], exponent + 1) }
        kept[index] += 1
        return (kept, exponent)
    }
}
