/// A key with its value.
package struct JSONMember: Sendable, Equatable {
    /// Knows its own place, apart from that of the value.
    package let key: JSONKey
    /// What stands after the colon.
    package var value: JSONValue { key.value }
}
