/// A key such as `net0`: a name and a number without leading zeros.
package struct IndexedKey: Sendable, Hashable {
    /// In lower case letters.
    package let name: String
    /// From 0 on.
    package let index: Int

    /// Nil when a key is not written so.
    package init?(_ key: String) {
        let bytes = key.utf8
        guard let firstDigit = bytes.firstIndex(where: { $0 >= 0x30 && $0 <= 0x39 }), firstDigit > bytes.startIndex,
            bytes[..<firstDigit].allSatisfy({ $0 >= 0x61 && $0 <= 0x7A })
        else { return nil }
        let digits = bytes[firstDigit...]
        guard digits.count <= Self.maximumDigits, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
            digits.count == 1 || digits.first != 0x30, let index = Int(Substring(digits))
        else { return nil }
        name = String(key[..<firstDigit])
        self.index = index
    }

    /// No indexed key has more than three digits.
    private static let maximumDigits = 3
}
