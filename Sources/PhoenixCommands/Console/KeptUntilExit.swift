import Cmalloc
import Synchronization

/// What a command leaves to the system when it ends.
///
/// Letting go of a large fleet value by value takes a tenth of the time of reading it; the system takes the whole process
/// back at once.
enum KeptUntilExit {
    private static let values = Mutex<[any Sendable]>([])

    /// Keeps a value; only for commands that are about to end.
    static func keep(_ value: some Sendable) { values.withLock { $0.append(value) } }

    /// Has threads that begin after this ask the system for addresses by the heap instead of by the page, for which the
    /// whole process stands still each time. Memory is taken when it is written to, as ever; but heaps no longer shrink.
    static func growHeapsAtOnce() { _ = mallopt(M_TOP_PAD, 64 << 20) }
}

/// A command that takes memory until it ends, which is soon.
protocol EndsSoon {}
