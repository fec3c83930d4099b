/// A directory of the node seen inside a container.
package struct BindMount: Hashable, Codable, Sendable {
    /// The directory on the node.
    package var hostPath: String
    /// Where the container sees it.
    package var containerPath: String
    /// Whether the container may only read it.
    package var isReadOnly: Bool

    package init(hostPath: String, containerPath: String, isReadOnly: Bool = false) {
        self.hostPath = hostPath
        self.containerPath = containerPath
        self.isReadOnly = isReadOnly
    }
}
