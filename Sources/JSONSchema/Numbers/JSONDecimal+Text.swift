extension JSONDecimal: CustomStringConvertible {
    /// Most places on either side of the point that are written out before an exponent is used.
    private static let writtenPlaces = 21

    /// The shortest usual writing: `0.5`, `-12`, `1.5e300`; equal numbers have equal texts.
    package var description: String {
        if isZero { return "0" }
        let text = String(decoding: digits.map { $0 + ASCII.zero }, as: UTF8.self)
        return (isNegative ? "-" : "") + Self.placePoint(in: text, exponent: exponent)
    }

    private static func placePoint(in digits: String, exponent: Int) -> String {
        let count = digits.utf8.count
        let pointPosition = count + exponent
        if exponent >= 0, pointPosition <= writtenPlaces {
            return digits + String(repeating: "0", count: exponent)
        }
        if exponent < 0, pointPosition > 0 {
            return "\(digits.prefix(pointPosition)).\(digits.dropFirst(pointPosition))"
        }
        if exponent < 0, pointPosition > -writtenPlaces {
            return "0." + String(repeating: "0", count: -pointPosition) + digits
        }
        let fraction = count > 1 ? "." + digits.dropFirst() : ""
        return "\(digits.prefix(1))\(fraction)e\(pointPosition - 1)"
    }
}
