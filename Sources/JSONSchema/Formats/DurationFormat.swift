/// Durations of ISO 8601 as RFC 3339 (appendix A) gives them: `P3DT4H`, `P2W`.
enum DurationFormat {
    static func allows(_ text: ArraySlice<UInt8>) -> Bool {
        var scanner = TextScanner(text)
        guard scanner.take("P") else { return false }
        if text.last == UInt8(ascii: "W") {
            return takeNumber(&scanner) && scanner.take("W") && scanner.isAtEnd
        }
        guard let dateUnits = takeUnits(&scanner, of: "YMD") else { return false }
        guard scanner.take("T") else { return dateUnits > 0 && scanner.isAtEnd }
        guard let timeUnits = takeUnits(&scanner, of: "HMS") else { return false }
        return timeUnits > 0 && scanner.isAtEnd
    }

    /// Number of units read; nil when they are not neighbours in their order, or a number has no unit.
    private static func takeUnits(_ scanner: inout TextScanner, of units: String) -> Int? {
        var rest = Array(units.utf8)[...]
        var count = 0
        while let next = scanner.next, ASCII.isDigit(next) {
            guard takeNumber(&scanner), let unit = scanner.next, let place = rest.firstIndex(of: unit),
                scanner.take(unit), count == 0 || place == rest.startIndex
            else { return nil }
            rest = rest[(place + 1)...]
            count += 1
        }
        return count
    }

    private static func takeNumber(_ scanner: inout TextScanner) -> Bool {
        !scanner.takeAll(where: ASCII.isDigit).isEmpty
    }
}
