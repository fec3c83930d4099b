import JSONSchema
import PhoenixModel
import PhoenixSimulator

/// A node as lists show it.
enum NodeRow {
    /// Use and size are for those who may audit the node.
    static func row(of node: Node, _ cluster: Cluster, showsUse: Bool) -> Row {
        var row = Row().text("id", "node/\(node.name)").text("node", node.name.text).text("type", "node")
            .text("status", node.isOnline ? "online" : "offline").text("level", node.system.subscriptionLevel)
        guard showsUse else { return row }
        if node.isOnline {
            let figures = cluster.figures(of: node)
            row = row.integer("uptime", figures.uptimeSeconds).number("cpu", figures.processorUse)
                .integer("mem", figures.usedMemoryBytes).integer("disk", figures.usedDiskBytes)
        }
        return row.integer("maxcpu", node.cores).integer("maxmem", node.memoryBytes)
            .integer("maxdisk", node.hardware.rootDiskBytes)
    }
}
