/// Where a guest is found: what a host needs to address it.
package struct GuestReference: Hashable, Codable, Sendable, CustomStringConvertible {
    /// The guest's number.
    package let id: GuestID
    /// Containers and machines have different interfaces.
    package let kind: GuestKind
    /// The node that runs it.
    package let node: NodeName

    package init(id: GuestID, kind: GuestKind, node: NodeName) {
        self.id = id
        self.kind = kind
        self.node = node
    }

    package var description: String { "\(kind.rawValue) \(id) on \(node)" }
}
