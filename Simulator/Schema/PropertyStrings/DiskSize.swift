/// A size as property strings write it: `8G`, `512M`, `1073741825`.
package struct DiskSize: Sendable, Hashable {
    /// Exactly.
    package let bytes: Int

    /// Takes a number of bytes as it is.
    package init(bytes: Int) { self.bytes = bytes }

    /// Reads a number with or without fraction and unit; nil for other texts and for sizes beyond all disks.
    package init?(_ text: String) {
        let scalars = PerlText.withoutLastLineBreak(text)
        let digits = String(scalars.prefix { $0 == "." || $0.isASCII && PerlText.isDigit($0) })
        let unit = String(scalars.dropFirst(digits.unicodeScalars.count))
        guard !digits.hasPrefix("."), !digits.hasSuffix("."), let number = Double(digits),
            let factor = Self.factors[unit] ?? Self.factors[unit.replacingUnitSuffix()]
        else { return nil }
        let bytes = number * factor
        guard bytes < Double(Int.max) else { return nil }
        self.bytes = Int(bytes)
    }

    /// With the largest unit that leaves a whole number, up to T.
    package var text: String {
        var (number, unit) = (bytes, 0)
        while unit < Self.units.count - 1, number.isMultiple(of: 1024) { (number, unit) = (number / 1024, unit + 1) }
        return "\(number)\(Self.units[unit])"
    }

    private static let units = ["", "K", "M", "G", "T"]
    private static let factors: [String: Double] = [
        "": 1, "K": 1024, "M": 1_048_576, "G": 1_073_741_824, "T": 1_099_511_627_776,
    ]
}

extension String {
    /// `GiB` is another way to write `G`.
    fileprivate func replacingUnitSuffix() -> String {
        hasSuffix("iB") && count == 3 ? String(prefix(1)) : "?"
    }
}
