import JSONSchema
import PhoenixModel
import PhoenixSimulator

/// How a machine is, as lists and `status/current` show it.
enum MachineStatus {
    static func members(of guest: Guest, in cluster: Cluster) -> [JSONText.Member] {
        let figures = cluster.figures(of: guest)
        let section = guest.file.current
        var members: [JSONText.Member] = [
            .init("vmid", .integer(guest.id.number)),
            .init("status", .string(guest.running == nil ? "stopped" : "running")),
            .init("name", .string(section["name"] ?? "VM \(guest.id)")),
            .init("cpus", .integer(figures.processors)), .init("cpu", 0),
            .init("maxmem", .integer(figures.memoryBytes)), .init("mem", .integer(figures.usedMemoryBytes)),
            .init("memhost", .integer(figures.usedMemoryBytes)),
            .init("maxdisk", .integer(figures.diskBytes)), .init("disk", 0),
            .init("netin", 0), .init("netout", 0),
            .init("uptime", .integer(guest.uptimeSeconds(at: cluster.now))),
        ]
        if let tags = section["tags"] { members.append(.init("tags", .string(tags))) }
        if guest.file.isTemplate { members.append(.init("template", 1)) }
        if let lock = guest.file.lock { members.append(.init("lock", .string(lock))) }
        if section.values.keys.contains(where: { ConfigurationKey.index(of: $0, after: "serial") != nil }) {
            members.append(.init("serial", 1))
        }
        if guest.running != nil {
            members += [.init("pid", .integer(guest.processNumber)), .init("diskread", 0), .init("diskwrite", 0)]
            // The kernel's pressure figures, which machines have as numbers.
            let pressures = ["cpufull", "cpusome", "iofull", "iosome", "memoryfull", "memorysome"]
            members += pressures.map { JSONText.Member("pressure\($0)", 0) }
        }
        return members
    }

    /// With what only QEMU itself can tell.
    static func currentMembers(of guest: Guest, in cluster: Cluster) -> [JSONText.Member] {
        var members = members(of: guest, in: cluster)
        let state = guest.running.map { $0.isPaused ? "paused" : "running" } ?? "stopped"
        members.append(.init("qmpstatus", .string(state)))
        members.append(.init("ha", HighAvailabilityMember.of(guest, in: cluster)))
        if let agent = guest.file.current["agent"], PropertyString(agent, defaultKey: "enabled").isOn("enabled") {
            members.append(.init("agent", 1))
        }
        if guest.running != nil {
            members.append(.init("running-machine", .string(guest.file.current["machine"] ?? "pc-i440fx-10.1+pve0")))
            members.append(.init("running-qemu", .string(Cluster.qemuVersion)))
            members.append(.init("balloon", .integer(cluster.figures(of: guest).memoryBytes)))
        }
        return members
    }
}
