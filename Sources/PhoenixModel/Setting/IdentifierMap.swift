/// A range of user or group ids that an unprivileged container shares with its node.
package struct IdentifierMap: Hashable, Codable, Sendable {
    package enum Kind: String, Hashable, Codable, Sendable, CaseIterable { case user = "uid", group = "gid" }

    package var kind: Kind
    /// The first id inside the container.
    package var containerID: Int
    /// The first id on the node.
    package var hostID: Int
    /// How many ids the range has.
    package var count: Int

    package init(kind: Kind, containerID: Int, hostID: Int, count: Int) {
        self.kind = kind
        self.containerID = containerID
        self.hostID = hostID
        self.count = count
    }
}
