import JSONSchema
import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess
import ProxmoxSchema

extension MachineRoutes {
    /// Makes a machine: the checks stand in Proxmox's order, rights among them.
    static let create: Route = { cluster, call throws(Refusal) in
        if call.text("archive") != nil {
            throw .notImplemented("the simulated Proxmox does not restore machines from backups")
        }
        try cluster.perform { cluster throws(HostError) in try cluster.requireQuorum() }
        let reference = try call.reference(.machine, numbered: "vmid")
        let pool = call.text("pool")
        let storage = call.text("storage")
        if let pool { try call.demand { rights throws(AccessFailure) in try rights.requirePool(pool) } }
        if let storage { try call.require([.datastoreAllocateSpace], on: "/storage/\(storage)") }
        if call.isOn("ha-managed") { try call.require([.sysConsole], on: "/") }
        try call.demand { rights throws(AccessFailure) in
            if call.isOn("start") { try rights.require([.vmPowerMgmt], onGuest: reference.id.number, in: pool) }
            try rights.requireAllocation(ofGuest: reference.id.number, in: pool)
        }
        let order = MachineOrder(
            guest: reference, values: settings(of: call), storage: storage.map { StorageName($0) },
            starts: call.isOn("start"))
        let requester = call.requester(for: reference, pool: pool)
        let output = try cluster.task { cluster throws(HostError) in try cluster.create(order, by: requester) }
        if let pool { cluster.access.add(guest: reference.id.number, toPool: pool) }
        return output
    }

    private static func settings(of call: Call) -> [String: String] {
        var settings: [String: String] = [:]
        for key in call.parameters.values.keys where !others.contains(key) { settings[key] = call.text(key) }
        return settings
    }

    /// Parameters of the request that are no settings of the machine.
    private static let others: Set<String> = [
        "node", "vmid", "archive", "storage", "force", "unique", "live-restore", "pool", "bwlimit", "start",
        "ha-managed", "import-working-storage",
    ]

    static let clone: Route = { cluster, call throws(Refusal) in
        let source = try call.guest(.machine)
        var target = try call.reference(.machine, numbered: "newid")
        if let node = call.text("target") { target = GuestReference(id: target.id, kind: .machine, node: .init(node)) }
        let pool = call.text("pool")
        if let pool { try call.demand { rights throws(AccessFailure) in try rights.requirePool(pool) } }
        let guest = try cluster.perform { cluster throws(HostError) in try cluster.locate(source) }
        let isFull = call.parameters.flag("full") ?? !guest.file.isTemplate
        try ContainerRoutes.requireCloneRights(to: guest, call)
        var edit = ConfigurationEdit()
        edit.description = call.text("description")
        let order = CloneOrder(
            source: source, snapshot: call.text("snapname").map { SnapshotName($0) }, guest: target,
            name: call.text("name"), isFull: isFull, storage: call.text("storage").map { StorageName($0) }, edit: edit)
        let output = try cluster.task { cluster throws(HostError) in try cluster.clone(order) }
        if let pool { cluster.access.add(guest: target.id.number, toPool: pool) }
        return output
    }
}
