/// A value of a guest's configuration as the API answers it.
package enum ConfigurationValue: Hashable, Sendable {
    case number(Int)
    case text(String)
    /// The container's raw lines, each as key and value.
    case pairs([RawLine])
}

/// One setting in the list of what is in force and what waits.
package struct PendingRow: Hashable, Sendable {
    package let key: String
    package var value: ConfigurationValue?
    package var pending: ConfigurationValue?
    package var deletion: Deletion?

    /// How a key that waits for its end goes.
    package enum Deletion: Int, Hashable, Sendable {
        case graceful = 1
        case forced = 2
    }
}
