import JSONSchema
import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess
import ProxmoxSchema

extension ContainerRoutes {
    static let clone: Route = { cluster, call throws(Refusal) in
        let source = try call.guest(.container)
        var target = try call.reference(.container, numbered: "newid")
        if let node = call.text("target") {
            target = GuestReference(id: target.id, kind: .container, node: .init(node))
        }
        let pool = call.text("pool")
        if let pool { try call.demand { rights throws(AccessFailure) in try rights.requirePool(pool) } }
        let guest = try cluster.perform { cluster throws(HostError) in try cluster.locate(source) }
        try requireCloneRights(to: guest, call)
        var edit = ConfigurationEdit()
        edit.description = call.text("description")
        let order = CloneOrder(
            source: source, snapshot: call.text("snapname").map { SnapshotName($0) }, guest: target,
            name: call.text("hostname"), isFull: call.parameters.flag("full") ?? !guest.file.isTemplate,
            storage: call.text("storage").map { StorageName($0) }, edit: edit)
        let output = try cluster.task { cluster throws(HostError) in try cluster.clone(order) }
        if let pool { cluster.access.add(guest: target.id.number, toPool: pool) }
        return output
    }

    static let moveVolume: Route = { cluster, call throws(Refusal) in
        let reference = try call.guest(.container)
        switch (call.text("storage"), call.text("target-vmid")) {
        case (.some, .some):
            let text = "either set 'storage' or 'target-vmid', but not both"
            throw .parameters(["storage": text, "target-vmid": text])
        case (nil, nil):
            let text = "both 'storage' and 'target-vmid' missing, either needs to be set"
            throw .parameters(["storage": text, "target-vmid": text])
        case (nil, .some):
            throw .notImplemented("the simulated Proxmox does not move volumes between guests")
        case (let storage?, nil):
            try requireSpace(on: storage, call)
            return try cluster.task { cluster throws(HostError) in
                return try cluster.moveVolume(
                    reference, key: call.text("volume") ?? "", to: StorageName(storage),
                    removesSource: call.isOn("delete"))
            }
        }
    }

    /// A copy takes space where it goes, or else where its source's disks lie, and is on the same bridges (behaviour 4.9).
    static func requireCloneRights(to source: Guest, _ call: Call) throws(Refusal) {
        let storages = call.text("storage").map { [$0] } ?? source.volumes.map(\.storage.text)
        for storage in Set(storages).sorted() { try requireSpace(on: storage, call) }
        let section = call.text("snapname").flatMap { source.file.snapshots[SnapshotName($0)] }
        let options = GuestOptionRights(rights: call.rights, guest: source.id.number)
        try call.demand { _ throws(AccessFailure) in
            if !call.identity.isRoot { try options.requireBridges(of: (section ?? source.file.current).values) }
        }
    }

    /// A disk that grows takes space where it lies.
    static func requireGrowth(of key: String, _ guest: Guest, _ call: Call) throws(Refusal) {
        guard let text = guest.file.current[key] else { return }
        let disk = PropertyString(text, defaultKey: "volume")
        guard let volume = disk["volume"] ?? disk["file"], volume.contains(":") else { return }
        try requireSpace(on: VolumeText.storage(of: volume).text, call)
    }

    /// The right to take space on a storage.
    static func requireSpace(on storage: String, _ call: Call) throws(Refusal) {
        try call.require([.datastoreAllocateSpace], on: "/storage/\(storage)")
    }
}
