import Synchronization

/// What a command leaves to the system when it ends.
///
/// Letting go of a large fleet value by value takes a tenth of the time of reading it; the system takes the whole process
/// back at once.
enum KeptUntilExit {
    private static let values = Mutex<[any Sendable]>([])

    /// Keeps a value; only for commands that are about to end.
    static func keep(_ value: some Sendable) { values.withLock { $0.append(value) } }
}
