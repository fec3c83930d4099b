/// The settings that wait for a guest's next start.
package struct PendingSection: Hashable, Sendable {
    /// New values; a description and raw lines stand there only if somebody wrote them by hand.
    package var section: GuestSection
    /// Keys that will go.
    package var deletions: Set<String>
    /// Of those, the ones whose disks will go for good.
    package var forcedDeletions: Set<String>

    package init(values: [String: String] = [:], deletions: Set<String> = [], forcedDeletions: Set<String> = []) {
        section = GuestSection(values: values)
        self.deletions = deletions.union(forcedDeletions)
        self.forcedDeletions = forcedDeletions
    }

    /// New values by key.
    package var values: [String: String] {
        get { section.values }
        set { section.values = newValue }
    }

    package var isEmpty: Bool { section.isEmpty && deletions.isEmpty }

    /// What will be in force after the next start.
    package func applied(to current: GuestSection) -> GuestSection {
        var result = current
        for key in deletions { result.set(key, nil) }
        for (key, value) in section.values { result[key] = value }
        if let description = section.description { result.description = description }
        return result
    }

    mutating func forget(_ key: String) {
        section.set(key, nil)
        keep(key)
    }

    /// It will not go after all.
    mutating func keep(_ key: String) {
        deletions.remove(key)
        forcedDeletions.remove(key)
    }

    mutating func delete(_ key: String, force: Bool) {
        section.set(key, nil)
        deletions.insert(key)
        if force { forcedDeletions.insert(key) } else { forcedDeletions.remove(key) }
    }

    /// Forgets what would change nothing.
    mutating func tidy(against current: GuestSection) {
        for key in section.values.keys where section.values[key] == current[key] { section.values[key] = nil }
        if section.description == current.description { section.description = nil }
        for key in deletions where current.setting(key) == nil { keep(key) }
    }

    /// Keys that have a new value, ascending; the description is one of them.
    var changedKeys: [String] {
        (Array(section.values.keys) + (section.description == nil ? [] : ["description"])).sorted()
    }

    /// The line that says what goes: `cpulimit,!net0`.
    var deletionText: String {
        deletions.sorted().map { forcedDeletions.contains($0) ? "!\($0)" : $0 }.joined(separator: ",")
    }

    /// Reads such a line.
    mutating func readDeletions(_ text: String) {
        for word in ConfigurationText.list(text) {
            let key = word.hasPrefix("!") ? String(word.dropFirst()) : word
            deletions.insert(key)
            if key != word { forcedDeletions.insert(key) } else { forcedDeletions.remove(key) }
        }
    }
}
