/// Dates and times of RFC 3339.
enum TimeFormats {
    static func isDateTime(_ text: ArraySlice<UInt8>) -> Bool {
        var scanner = TextScanner(text)
        return takeDate(&scanner) && scanner.take(ignoringCase: "t") && takeTime(&scanner) && scanner.isAtEnd
    }

    static func isDate(_ text: ArraySlice<UInt8>) -> Bool {
        var scanner = TextScanner(text)
        return takeDate(&scanner) && scanner.isAtEnd
    }

    static func isTime(_ text: ArraySlice<UInt8>) -> Bool {
        var scanner = TextScanner(text)
        return takeTime(&scanner) && scanner.isAtEnd
    }

    private static func takeDate(_ scanner: inout TextScanner) -> Bool {
        guard let year = scanner.takeNumber(digits: 4, in: 0...9999), scanner.take("-"),
            let month = scanner.takeNumber(digits: 2, in: 1...12), scanner.take("-"),
            let day = scanner.takeNumber(digits: 2, in: 1...31)
        else { return false }
        return day <= days(inMonth: month, of: year)
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func takeTime(_ scanner: inout TextScanner) -> Bool {
        guard let hour = scanner.takeNumber(digits: 2, in: 0...23), scanner.take(":"),
            let minute = scanner.takeNumber(digits: 2, in: 0...59), scanner.take(":"),
            let second = scanner.takeNumber(digits: 2, in: 0...60)
        else { return false }
        if scanner.take("."), scanner.takeAll(where: ASCII.isDigit).isEmpty { return false }
        guard let offset = takeOffset(&scanner) else { return false }
        // A leap second is the last one of a day in UTC.
        let minuteOfDay = (hour * 60 + minute - offset + 24 * 60) % (24 * 60)
        return second < 60 || minuteOfDay == 23 * 60 + 59
    }

    /// The offset from UTC in minutes.
    private static func takeOffset(_ scanner: inout TextScanner) -> Int? {
        if scanner.take(ignoringCase: "z") { return 0 }
        let isNegative = scanner.take("-")
        guard isNegative || scanner.take("+") else { return nil }
        guard let hours = scanner.takeNumber(digits: 2, in: 0...23), scanner.take(":"),
            let minutes = scanner.takeNumber(digits: 2, in: 0...59)
        else { return nil }
        return (hours * 60 + minutes) * (isNegative ? -1 : 1)
    }
}
