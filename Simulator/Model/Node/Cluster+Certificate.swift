package import PhoenixModel

extension Cluster {
    /// Tells clients of which certificate a node's server has: SHA-256, in upper-case pairs joined by colons.
    package mutating func setCertificateFingerprint(_ fingerprint: String, of node: NodeName) {
        nodes[node]?.system.certificateFingerprint = fingerprint
    }
}
