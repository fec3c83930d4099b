package import PhoenixModel

extension Cluster {
    /// The cluster's name; nil for a node that stands alone.
    package var clusterName: String? { datacenter.name ?? (nodes.count > 1 ? Datacenter.usualName : nil) }

    /// Whether more than half of the nodes are there: without them nothing below `/etc/pve` can be written.
    package var isQuorate: Bool { 2 * nodes.values.count { $0.isOnline } > nodes.count }

    /// Refuses a write while the cluster has lost its quorum.
    package func requireQuorum() throws(HostError) {
        if !isQuorate { throw HostError(.failed, "cluster not ready - no quorum?") }
    }

    /// Refuses to change one of the cluster's files without quorum, because its lock cannot be had; what was attempted
    /// stands in front.
    package func requireLock(of file: String, while attempt: String? = nil) throws(HostError) {
        if isQuorate { return }
        let sentence = "cfs-lock 'file-\(file)' error: no quorum!"
        throw HostError(.failed, attempt.map { "\($0): \(sentence)" } ?? sentence)
    }

    /// Changes `datacenter.cfg`.
    package mutating func updateOptions(
        setting values: [String: String], deleting deletions: [String]
    ) throws(HostError) {
        try requireLock(of: "datacenter_cfg")
        for (key, value) in values { datacenter.options[key] = value }
        for key in deletions { datacenter.options[key] = nil }
    }

    /// The lowest free number in the range that the options give; nobody reserves it.
    package func nextFreeNumber() throws(HostError) -> Int {
        let range = PropertyString(datacenter.options["next-id"] ?? "")
        let lower = range["lower"].flatMap(Int.init) ?? 100
        let upper = range["upper"].flatMap(Int.init) ?? 1_000_000
        for number in lower..<max(lower, upper) {
            if let id = GuestID(number), guests[id] == nil { return number }
        }
        throw HostError(.failed, "unable to get any free VMID in range [\(lower), \(upper)]")
    }

    /// Refuses a number that a guest has, in the words of the question for the next one.
    package func requireFree(_ id: GuestID) throws(HostError) {
        if guests[id] != nil { throw .parameter("vmid", "VM \(id) already exists") }
    }
}
