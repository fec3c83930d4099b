/// The six kinds of JSON value.
package enum JSONKind: String, Sendable, Hashable, CaseIterable {
    case null, boolean, number, string, array, object
}
