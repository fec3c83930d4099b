/// The type of a value in Proxmox's schema.
package enum ValueKind: String, Sendable, Hashable {
    /// Text; also numbers that may be written with units or lists of them.
    case string
    /// A whole number.
    case integer
    /// Any number.
    case number
    /// Written 1 or 0.
    case boolean
    /// A list of values.
    case array
    /// Values by key.
    case object
    /// No value at all.
    case null
    /// Whatever comes.
    case any
}
