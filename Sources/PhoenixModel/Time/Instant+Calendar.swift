extension Instant: CustomStringConvertible {
    /// ISO 8601 in UTC with seconds: `2026-11-23T04:40:00Z`.
    package var description: String {
        let day = civilDay
        let clock = secondOfDay
        return "\(padded(day.year, 4))-\(padded(day.month, 2))-\(padded(day.day, 2))"
            + "T\(padded(clock / 3600, 2)):\(padded(clock / 60 % 60, 2)):\(padded(clock % 60, 2))Z"
    }

    /// Minutes since midnight, UTC: 0..1439.
    package var minuteOfDay: Int { secondOfDay / 60 }

    /// The day of the week, UTC: 0 is Monday, 6 is Sunday.
    package var weekday: Int {
        // 1970-01-01 was a Thursday, the fourth day after Monday.
        let day = (daysSinceEpoch + 3) % 7
        return Int(day < 0 ? day + 7 : day)
    }

    private var daysSinceEpoch: Int64 { seconds.floorDivided(by: 86_400) }

    private var secondOfDay: Int { Int(seconds - daysSinceEpoch * 86_400) }

    /// The proleptic Gregorian date, by the well-known shift to years that begin in March.
    private var civilDay: (year: Int, month: Int, day: Int) {
        let shifted = daysSinceEpoch + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
        let year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
        return (year, month, Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1))
    }

    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
