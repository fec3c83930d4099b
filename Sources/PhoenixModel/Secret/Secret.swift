/// A secret's value. It cannot be printed, encoded or compared by accident.
///
/// Every textual form is `•••`; only an adapter that hands the value to a guest or host calls `reveal()`.
package struct Secret: Sendable {
    private let value: String

    package init(_ value: String) {
        self.value = value
    }

    /// The value itself. Callers pass it on by standard input or a file of mode 0600, never in an argument list.
    package func reveal() -> String { value }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "•••" }
    package var debugDescription: String { "•••" }
    /// No children, so that `dump` and test failures show nothing either.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
