/// The states that every guest goes through; computed from what is seen, never stored.
package enum Lifecycle: String, Hashable, Comparable, Codable, Sendable, CaseIterable {
    /// In the commit, not on the host.
    case defined
    /// On the host; its configuration differs.
    case created
    /// Configured as wished; stopped.
    case configured
    /// Answers, or is about to; features are missing or out of date.
    case running
    /// Features and application are being applied.
    case customizing
    /// Nothing is missing.
    case completed

    package static func < (left: Lifecycle, right: Lifecycle) -> Bool { left.place < right.place }

    private var place: Int {
        switch self {
        case .defined: 0
        case .created: 1
        case .configured: 2
        case .running: 3
        case .customizing: 4
        case .completed: 5
        }
    }
}
