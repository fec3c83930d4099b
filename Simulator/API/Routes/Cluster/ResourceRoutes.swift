import JSONSchema
import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess
import ProxmoxSchema

/// `/cluster/resources`: everything the caller may see, in one list.
enum ResourceRoutes {
    static let routes: Routes = [.get("/cluster/resources"): list]

    private static let list: Route = { cluster, call throws(Refusal) in
        let type = call.text("type")
        var texts: [String] = []
        if type == nil || type == "pool" { texts += pools(cluster, call).map(\.json.compactText) }
        if type == nil || type == "vm" { texts += guests(&cluster, call) }
        if type == nil || type == "node" { texts += nodes(cluster, call).map(\.json.compactText) }
        if type == nil || type == "storage" { texts += storages(cluster, call).map(\.json.compactText) }
        if type == nil || type == zoneType(call) { texts += zones(cluster, call).map(\.json.compactText) }
        return Output(.verbatim("[" + texts.joined(separator: ",") + "]"))
    }

    /// Guests are many and change seldom, so what was once written of them is kept.
    private static func guests(_ cluster: inout Cluster, _ call: Call) -> [String] {
        let profile = call.profile
        cluster.refreshListing(variant: profile.rawValue) { guest, cluster in
            String(
                GuestRow.row(of: guest, cluster, profile).adding(GuestRow.known(of: guest)).json.compactText.dropLast())
        }
        let hasManager = !cluster.datacenter.highAvailability.resources.sections.isEmpty
        return cluster.guests.numbers.compactMap { id in
            guard call.rights.maySee(guest: id.number), let text = cluster.listedText(of: id) else { return nil }
            var row = text
            if let pool = cluster.access.pools.pool(ofGuest: id.number),
                call.rights.holds(.poolAudit, on: "/pool/\(pool)")
            {
                row += ",\"pool\":" + JSONText.string(pool).compactText
            }
            if hasManager, let guest = cluster.guests[id], let state = GuestRow.managerState(of: guest, cluster) {
                row += ",\"hastate\":" + JSONText.string(state).compactText
            }
            return row + "}"
        }
    }

    private static func pools(_ cluster: Cluster, _ call: Call) -> [Row] {
        let pools = cluster.access.pools
        return pools.names.filter { call.rights.holds(.poolAudit, on: "/pool/\($0)") }.map { name in
            let members = (pools[name]?.guests ?? []).sorted().compactMap { GuestID($0) }
            let told = members.compactMap { cluster.broadcast[$0] }.filter { $0.startedAt != nil }
            let row = Row().text("id", "/pool/\(name)").text("pool", name).text("type", "pool")
            guard let uptime = told.map(cluster.broadcast.uptimeSeconds).max() else { return row }
            return row.integer("uptime", uptime).number("cpu", 0)
                .integer("maxcpu", told.reduce(0) { $0 + $1.figures.processors })
                .integer("mem", told.reduce(0) { $0 + $1.figures.usedMemoryBytes })
                .integer("maxmem", told.reduce(0) { $0 + $1.figures.memoryBytes })
        }
    }

    private static func nodes(_ cluster: Cluster, _ call: Call) -> [Row] {
        cluster.nodesByName.map { node in
            let row = NodeRow.row(of: node, cluster, showsUse: call.rights.holds(.sysAudit, on: "/nodes/\(node.name)"))
            return row.integer("cgroup-mode", 2)
        }
    }

    private static func storages(_ cluster: Cluster, _ call: Call) -> [Row] {
        cluster.storagesByName.filter { call.rights.holds(.datastoreAudit, on: "/storage/\($0.name)") }
            .flatMap { storage in
                cluster.nodesByName.filter { storage.isAvailable(on: $0.name) }.map { node in
                    StorageRow.resource(storage, on: node)
                }
            }
    }

    /// What the rows of network zones are called, which have had a type of their own since 9.
    private static func zoneType(_ call: Call) -> String { call.profile == .version9_2 ? "network" : "sdn" }

    private static func zones(_ cluster: Cluster, _ call: Call) -> [Row] {
        guard call.rights.holds(.sdnAudit, on: "/sdn/zones/localnetwork") else { return [] }
        return cluster.nodesByName.map { node in
            let row = Row().text("type", zoneType(call)).text("node", node.name.text).text("status", "ok")
            guard call.profile == .version9_2 else {
                return row.text("id", "sdn/\(node.name)/localnetwork").text("sdn", "localnetwork")
            }
            return row.text("id", "network/\(node.name)/zone/localnetwork").text("network-type", "zone")
                .text("network", "localnetwork")
        }
    }
}

extension Row {
    consuming func adding(_ other: Row) -> Row { Row(members + other.members) }
}

/// A guest as lists of the whole cluster show it.
enum GuestRow {
    /// What the nodes told: numbers and names of a new guest are not known yet.
    static func row(of guest: Guest, _ cluster: Cluster, _ profile: Profile) -> Row {
        let type = guest.kind == .container ? "lxc" : "qemu"
        let row = Row().text("id", "\(type)/\(guest.id)").integer("vmid", guest.id.number)
            .text("node", guest.node.text).text("type", type)
        guard cluster.nodes[guest.node]?.isOnline == true, let told = cluster.broadcast[guest.id] else {
            return row.text("status", "unknown")
        }
        let figures = told.figures
        return row.text("name", told.name).text("status", told.startedAt == nil ? "stopped" : "running")
            .flag("template", told.isTemplate).integer("uptime", cluster.broadcast.uptimeSeconds(of: told))
            .integer("maxcpu", figures.processors).number("cpu", figures.processorUse)
            .integer("maxmem", figures.memoryBytes).integer("mem", figures.usedMemoryBytes)
            .integer("memhost", hostMemory(of: guest, figures, profile))
            .integer("maxdisk", figures.diskBytes).integer("disk", figures.usedDiskBytes)
            .integer("netin", 0).integer("netout", 0).integer("diskread", 0).integer("diskwrite", 0)
    }

    /// What a machine takes up on its node, which lists have shown since 9.
    private static func hostMemory(of guest: Guest, _ figures: GuestFigures, _ profile: Profile) -> Int? {
        guard profile == .version9_2 else { return nil }
        return guest.kind == .machine ? figures.usedMemoryBytes : 0
    }

    /// What the cluster knows of its file without being told.
    static func known(of guest: Guest) -> Row {
        Row().text("lock", guest.file.lock).text("tags", guest.file.current["tags"])
    }

    /// What the manager of high availability makes of it; nil for a guest that it does not know.
    static func managerState(of guest: Guest, _ cluster: Cluster) -> String? {
        let identifier = HighAvailability.identifier(of: guest.id, guest.kind)
        let manager = cluster.datacenter.highAvailability
        return manager.services[identifier]?.state.rawValue ?? manager[identifier].map { $0["state"] ?? "started" }
    }
}
