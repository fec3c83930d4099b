/// Times at which something recurs: `mon..fri 02:30`, `*-*-1 */2:00`, `daily`, with `UTC` behind it or not.
enum CalendarEventFormat {
    private static let shorthands: Set<String> = [
        "minutely", "hourly", "daily", "weekly", "monthly", "yearly", "annually", "quarterly", "semiannually",
        "semi-annually",
    ]

    /// What is wrong with an event; nil when nothing is.
    static func failure(of text: String) -> String? {
        let event = text.drop { $0.isWhitespace }
        let trimmed = String(event.reversed().drop { $0.isWhitespace }.reversed())
        let reason = trimmed.isEmpty ? "unable to parse calendar event - event is empty" : mistake(in: trimmed)
        return reason.map { "invalid calendar event '\(text)' - \($0)\n" }
    }

    private static func mistake(in text: String) -> String? {
        var text = text
        if text.hasSuffix("UTC") {
            text.removeLast(3)
            while text.last == " " { text.removeLast() }
        }
        if shorthands.contains(text) { return nil }
        var reader = CalendarEventReader(text)
        guard let mistake = reader.mistake() else { return nil }
        return "unable to parse calendar event at '\(mistake.rest)' - \(mistake.kind)"
    }
}

/// Reads an event from left to right.
private struct CalendarEventReader {
    private let bytes: [UInt8]
    private var offset = 0

    struct Mistake {
        let rest: String
        let kind: String
    }

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func mistake() -> Mistake? {
        var hasPart = false
        if offset < bytes.count, isLetter(bytes[offset]) {
            if let mistake = readWeekdays() { return mistake }
            hasPart = true
            skipSpaces()
        }
        if attempt({ $0.readDate() }) {
            hasPart = true
            skipSpaces()
        }
        if attempt({ $0.readTime() }) { hasPart = true }
        if !hasPart { return Mistake(rest: rest(from: offset), kind: #"Context("date or time specification")"#) }
        return offset == bytes.count ? nil : Mistake(rest: rest(from: offset), kind: "Nom(Eof)")
    }

    /// Reads `mon..fri,sun`; a list ends before an entry that is no day.
    private mutating func readWeekdays() -> Mistake? {
        let start = offset
        guard readWeekdayRange() else {
            let word = bytes[start...].prefix { isLetter($0) }
            return Mistake(rest: String(decoding: word, as: UTF8.self), kind: #"Context("weekday")"#)
        }
        while attempt({ $0.take(",") && $0.readWeekdayRange() }) {}
        return nil
    }

    private mutating func readWeekdayRange() -> Bool {
        guard readWeekday() else { return false }
        _ = attempt { $0.take(".") && $0.take(".") && $0.readWeekday() }
        return true
    }

    private mutating func readWeekday() -> Bool {
        let word = bytes[offset...].prefix { isLetter($0) }
        let name = String(decoding: word, as: UTF8.self).lowercased()
        let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        guard days.contains(where: { $0 == name || $0.prefix(3) == name }) else { return false }
        offset += word.count
        return true
    }

    /// Reads `year-month-day` or `month-day`.
    private mutating func readDate() -> Bool {
        attempt { $0.readList(below: 2200) && $0.take("-") && $0.readList(below: 13) && $0.take("-") && $0.readDay() }
            || attempt { $0.readList(below: 13) && $0.take("-") && $0.readDay() }
    }

    private mutating func readDay() -> Bool { readList(below: 32) }

    /// Reads `hour:minute:second`, of which only the minute must stand.
    private mutating func readTime() -> Bool {
        _ = attempt { $0.readList(below: 24) && $0.take(":") }
        guard readList(below: 60) else { return false }
        _ = attempt { $0.take(":") && $0.readList(below: 60) }
        return true
    }

    /// Reads `*`, `*/2` or a list of numbers and ranges.
    private mutating func readList(below limit: Int) -> Bool {
        if take("*") {
            guard take("/") else { return true }
            guard let step = readNumber(below: limit) else { return false }
            // A step of nothing is read as a lone `*`, with the rest left over.
            if step == 0 { offset = (bytes[..<offset].lastIndex(of: UInt8(ascii: "/")) ?? offset) }
            return true
        }
        guard readRange(below: limit) else { return false }
        while attempt({ $0.take(",") && $0.readRange(below: limit) }) {}
        return true
    }

    private mutating func readRange(below limit: Int) -> Bool {
        guard let first = readNumber(below: limit) else { return false }
        let start = offset
        if take("."), take("."), let last = readNumber(below: limit) {
            guard first <= last else { return false }
        } else {
            offset = start
        }
        return take("/") ? readNumber(below: limit) != nil : true
    }

    private mutating func readNumber(below limit: Int) -> Int? {
        let digits = bytes[offset...].prefix { $0 >= 0x30 && $0 <= 0x39 }
        guard let number = Int(String(decoding: digits, as: UTF8.self)), number < limit else { return nil }
        offset += digits.count
        return number
    }

    /// Reads a part, or leaves everything as it was.
    private mutating func attempt(_ read: (inout CalendarEventReader) -> Bool) -> Bool {
        var copy = self
        guard read(&copy) else { return false }
        self = copy
        return true
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    private mutating func skipSpaces() {
        while offset < bytes.count, bytes[offset] == 0x20 || bytes[offset] == 0x09 { offset += 1 }
    }

    private func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }

    private func rest(from offset: Int) -> String { String(decoding: bytes[offset...], as: UTF8.self) }
}
