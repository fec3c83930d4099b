import JSONSchema
import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess
import ProxmoxSchema

extension ContainerRoutes {
    /// Makes a container: the checks stand in Proxmox's order, rights among them.
    static let create: Route = { cluster, call throws(Refusal) in
        try cluster.perform { cluster throws(HostError) in try cluster.requireQuorum() }
        if call.isOn("restore") {
            throw .notImplemented("the simulated Proxmox does not restore containers from backups")
        }
        let reference = try call.reference(.container, numbered: "vmid")
        let isUnprivileged = call.parameters.flag("unprivileged") ?? (call.profile == .version9_2)
        if !isUnprivileged, call.profile == .version9_2 { try call.require([.sysModify], on: "/") }
        if call.isOn("ha-managed") { try call.require([.sysConsole], on: "/") }
        try cluster.perform { cluster throws(HostError) in try cluster.requireVacant(reference) }
        try requireKeys(call.text("ssh-public-keys"))
        let pool = call.text("pool")
        try call.demand { rights throws(AccessFailure) in
            if let pool { try rights.requirePool(pool) }
            try rights.requireAllocation(ofGuest: reference.id.number, in: pool)
        }
        let edit = ConfigurationEdit(
            values: try settings(of: call), description: call.text("description"))
        let options = GuestOptionRights(rights: call.rights, guest: reference.id.number, pool: pool)
        try call.demand { _ throws(AccessFailure) in
            try options.requireContainer(setting: edit.values, current: nil, isUnprivileged: isUnprivileged)
        }
        let image = call.text("ostemplate") ?? ""
        try cluster.perform { cluster throws(HostError) in try cluster.requireImage(image, for: reference) }
        try requireImageRight(image, call)
        try requireStorages(of: edit, reference, call, &cluster)
        let order = GuestOrder(
            guest: reference, image: image, isUnprivileged: isUnprivileged, edit: edit, starts: call.isOn("start"))
        let output = try cluster.task { cluster throws(HostError) in try cluster.create(order) }
        if let pool { cluster.access.add(guest: reference.id.number, toPool: pool) }
        return output
    }

    private static func requireKeys(_ keys: String?) throws(Refusal) {
        do throws(HostError) {
            try SSHKeys.requirePlain(keys)
        } catch {
            throw Refusal(error)
        }
    }

    /// Parameters of the request that are no settings of the container.
    private static let others: Set<String> = [
        "node", "vmid", "ostemplate", "storage", "pool", "password", "ssh-public-keys", "start", "force", "restore",
        "unique", "bwlimit", "ignore-unpack-errors", "ha-managed", "unprivileged", "description",
    ]

    /// The settings, with disks that name no storage put on the usual one, and a root disk where no disk is asked for.
    private static func settings(of call: Call) throws(Refusal) -> [String: String] {
        let storage = call.text("storage") ?? "local"
        var settings: [String: String] = [:]
        for key in call.parameters.values.keys where !others.contains(key) { settings[key] = call.text(key) }
        for (key, value) in settings where ConfigurationKey.isAttachedVolume(key) {
            var disk = PropertyString(value, defaultKey: "volume")
            if let size = disk["volume"], Double(size) != nil {
                disk["volume"] = "\(storage):\(size)"
                settings[key] = disk.text()
            }
        }
        if settings["rootfs"] == nil {
            guard !settings.keys.contains(where: ConfigurationKey.isAttachedVolume) else {
                throw .failed("mount points configured, but 'rootfs' not set - aborting")
            }
            settings["rootfs"] = "\(storage):\(usualRootGibibytes)"
        }
        return settings
    }

    private static let usualRootGibibytes = 4

    private static func requireImageRight(_ image: String, _ call: Call) throws(Refusal) {
        try call.demand { rights throws(AccessFailure) in
            try rights.requireAny(
                [.datastoreAllocateSpace, .datastoreAudit], on: "/storage/\(VolumeText.storage(of: image))")
        }
    }

    /// Each storage in turn: it is there, it takes containers, and the caller may use it.
    private static func requireStorages(
        of edit: ConfigurationEdit, _ guest: GuestReference, _ call: Call, _ cluster: inout Cluster
    ) throws(Refusal) {
        let keys = edit.values.keys.filter(ConfigurationKey.isAttachedVolume).sorted()
        for key in keys {
            let volume = PropertyString(edit.values[key] ?? "", defaultKey: "volume")["volume"] ?? ""
            guard volume.contains(":") else { continue }
            let storage = VolumeText.storage(of: volume)
            try cluster.perform { cluster throws(HostError) in
                try cluster.requireCreationStorage(storage, for: guest)
            }
            try requireSpace(on: storage.text, call)
        }
    }
}
