import PhoenixModel

/// What a node has in use, in Proxmox's units; it follows from its guests and the time alone.
package struct NodeFigures: Hashable, Sendable {
    package let uptimeSeconds: Int
    /// Between 0 and 1.
    package let processorUse: Double
    package let usedMemoryBytes: Int
    package let usedDiskBytes: Int
    /// Over one, five and fifteen minutes, with two digits.
    package let loads: [String]
}

extension Cluster {
    /// What a node has in use now.
    package func figures(of node: Node) -> NodeFigures {
        let running = guests.values.filter { $0.node == node.name && $0.running != nil }
        let memory = running.reduce(Self.systemMemoryBytes) { $0 + figures(of: $1).usedMemoryBytes }
        let use = min(1, Self.idleUse + Self.guestUse * Double(running.count))
        let load = use * Double(node.cores)
        let hundredths = Int((load * 100).rounded())
        let digits = hundredths % 100
        let text = "\(hundredths / 100).\(digits < 10 ? "0" : "")\(digits)"
        return NodeFigures(
            uptimeSeconds: max(0, Int(now.seconds - node.bootedAt.seconds)), processorUse: use,
            usedMemoryBytes: min(node.memoryBytes, memory), usedDiskBytes: node.hardware.rootDiskUsedBytes,
            loads: [text, text, text])
    }

    /// About what Proxmox itself needs.
    private static let systemMemoryBytes = 2 << 30
    private static let idleUse = 0.0078125
    private static let guestUse = 0.001953125
}
