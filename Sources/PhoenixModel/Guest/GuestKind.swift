/// What a guest is: both kinds share one number space and one lifecycle.
package enum GuestKind: String, Hashable, Comparable, Codable, Sendable, CaseIterable {
    /// An LXC container.
    case container = "lxc"
    /// A virtual machine (QEMU).
    case machine = "vm"

    package static func < (left: GuestKind, right: GuestKind) -> Bool { left.rawValue < right.rawValue }
}
