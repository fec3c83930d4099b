import JSONSchema
import PhoenixModel
import PhoenixSimulator

/// How a container is, as lists and `status/current` show it.
enum ContainerStatus {
    static func members(of guest: Guest, in cluster: Cluster) -> [JSONText.Member] {
        let figures = cluster.figures(of: guest)
        let section = guest.file.current
        var members: [JSONText.Member] = [
            .init("vmid", .integer(guest.id.number)), .init("type", "lxc"),
            .init("status", .string(guest.running == nil ? "stopped" : "running")),
            .init("name", .string(section["hostname"] ?? "CT\(guest.id)")),
            .init("cpus", .integer(figures.processors)), .init("cpu", 0),
            .init("maxmem", .integer(figures.memoryBytes)), .init("mem", .integer(figures.usedMemoryBytes)),
            .init("maxswap", .integer(figures.swapBytes)), .init("swap", 0),
            .init("maxdisk", .integer(figures.diskBytes)), .init("disk", .integer(figures.usedDiskBytes)),
            .init("netin", 0), .init("netout", 0), .init("diskread", 0), .init("diskwrite", 0),
            .init("uptime", .integer(guest.uptimeSeconds(at: cluster.now))),
        ]
        if let tags = section["tags"] { members.append(.init("tags", .string(tags))) }
        if guest.file.isTemplate { members.append(.init("template", 1)) }
        if let lock = guest.file.lock { members.append(.init("lock", .string(lock))) }
        if guest.running != nil { members += runningMembers(of: guest) }
        return members
    }

    /// A process number, and the kernel's pressure figures, which containers have as texts.
    private static func runningMembers(of guest: Guest) -> [JSONText.Member] {
        let pressures = ["cpufull", "cpusome", "iofull", "iosome", "memoryfull", "memorysome"]
        return [.init("pid", .integer(guest.processNumber))]
            + pressures.map { JSONText.Member("pressure\($0)", "0.00") }
    }
}
