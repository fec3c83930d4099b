/// What the fleet allows Phoenix to do by itself.
package struct Policy: Hashable, Sendable {
    /// What happens to marked guests that are gone from the commit.
    package var prune: Prune
    /// How many guests one sync may destroy.
    package var maximumRemovals: Int
    /// What happens to differences that nobody committed.
    package var drift: Drift
    /// What follows a step that failed for good.
    package var onFailure: OnFailure
    /// How many steps work on one node at the same time.
    package var stepsPerNode: Int
    /// When restarts of guests with `restart: "window"` are allowed; nil means never.
    package var window: MaintenanceWindow?

    package enum Prune: String, Hashable, Codable, Sendable, CaseIterable { case never, stop, destroy }
    package enum Drift: String, Hashable, Codable, Sendable, CaseIterable { case correct, report }
    package enum OnFailure: String, Hashable, Codable, Sendable, CaseIterable { case stop, `continue`, rollback }

    package init(
        prune: Prune = .never, maximumRemovals: Int = 1, drift: Drift = .correct, onFailure: OnFailure = .continue,
        stepsPerNode: Int = Self.defaultStepsPerNode, window: MaintenanceWindow? = nil
    ) {
        self.prune = prune
        self.maximumRemovals = maximumRemovals
        self.drift = drift
        self.onFailure = onFailure
        self.stepsPerNode = stepsPerNode
        self.window = window
    }

    /// Four installations at once keep a node's disk busy without starving the guests that already work on it.
    package static let defaultStepsPerNode = 4
}

/// A weekly time in which restarts are allowed, in UTC.
package struct MaintenanceWindow: Hashable, Codable, Sendable {
    /// 0 is Monday, 6 is Sunday.
    package var weekdays: Set<Int>
    /// Minutes since midnight, 0..1439. A window whose end is not after its start goes on into the next day.
    package var startMinute: Int
    package var endMinute: Int

    package init(weekdays: Set<Int>, startMinute: Int, endMinute: Int) {
        self.weekdays = weekdays
        self.startMinute = startMinute
        self.endMinute = endMinute
    }

    /// Whether `instant` lies in the window; its end does not.
    package func contains(_ instant: Instant) -> Bool {
        let minute = instant.minuteOfDay
        let today = instant.weekday
        if startMinute < endMinute {
            return weekdays.contains(today) && (startMinute..<endMinute).contains(minute)
        }
        let yesterday = (today + 6) % 7
        return (weekdays.contains(today) && minute >= startMinute)
            || (weekdays.contains(yesterday) && minute < endMinute)
    }
}

/// What one guest allows.
package struct GuestRules: Hashable, Sendable {
    /// A guest of this number that exists without a mark may be taken over.
    package var adopts: Bool
    /// Never removed, replaced or stopped for good, whatever else is said.
    package var isProtected: Bool
    /// May be destroyed and made anew when a change needs that.
    package var allowsReplacement: Bool
    package var restart: Restart
    /// Settings in which drift is neither corrected nor reported.
    package var ignoredSettings: Set<SettingKey>

    package enum Restart: String, Hashable, Codable, Sendable, CaseIterable { case allow, window, never }

    package init(
        adopts: Bool = false, isProtected: Bool = false, allowsReplacement: Bool = false, restart: Restart = .allow,
        ignoredSettings: Set<SettingKey> = []
    ) {
        self.adopts = adopts
        self.isProtected = isProtected
        self.allowsReplacement = allowsReplacement
        self.restart = restart
        self.ignoredSettings = ignoredSettings
    }
}
