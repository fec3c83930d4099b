import Synchronization

/// The date of answers, written out once a second.
final class DateSource: Sendable {
    private let secondsSince1970: @Sendable () -> Int
    private let latest: Mutex<(second: Int, date: HTTPDate)>

    init(secondsSince1970: @escaping @Sendable () -> Int) {
        self.secondsSince1970 = secondsSince1970
        let second = secondsSince1970()
        latest = Mutex((second, HTTPDate(secondsSince1970: second)))
    }

    var now: HTTPDate {
        let second = secondsSince1970()
        return latest.withLock { latest in
            if latest.second != second { latest = (second, HTTPDate(secondsSince1970: second)) }
            return latest.date
        }
    }
}
