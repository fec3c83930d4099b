extension Cluster {
    /// A token's secret: a random UUID, as Proxmox makes them.
    package mutating func newSecret() -> String { newIdentifier() }
}
