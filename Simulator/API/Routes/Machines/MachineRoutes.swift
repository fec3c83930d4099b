import JSONSchema
import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess
import ProxmoxSchema

/// Everything under `/nodes/{node}/qemu`.
enum MachineRoutes {
    static let base = "/nodes/{node}/qemu"
    static let guest = "\(base)/{vmid}"

    static let routes: Routes =
        [
            .get(base): list,
            .post(base): create,
            .get(guest): index,
            .delete(guest): destroy,
            .post("\(guest)/clone"): clone,
            .post("\(guest)/template"): makeTemplate,
            .put("\(guest)/resize"): resize,
            .post("\(guest)/move_disk"): moveDisk,
            .put("\(guest)/unlink"): unlink,
            .get("\(guest)/migrate"): migrationPreconditions,
            .post("\(guest)/migrate"): migrate,
            .get("\(guest)/feature"): feature,
        ].merging(configuration) { $1 }.merging(power) { $1 }.merging(agent) { $1 }
        .merging(SnapshotRoutes(kind: .machine, base: guest).routes) { $1 }

    /// The machines of a node that the caller may see.
    private static let list: Route = { cluster, call throws(Refusal) in
        let guests = cluster.guestsByNumber.filter { guest in
            guest.kind == .machine && guest.node == call.node && call.rights.maySee(guest: guest.id.number)
        }
        return Output(.array(guests.map { .object(MachineStatus.members(of: $0, in: cluster)) }))
    }

    private static let index: Route = { cluster, call throws(Refusal) in
        _ = try located(call, in: &cluster)
        return .subdirectories([
            "config", "cloudinit", "pending", "status", "unlink", "vncproxy", "termproxy", "migrate", "resize", "move",
            "rrd", "rrddata", "monitor", "agent", "snapshot", "spiceproxy", "sendkey", "firewall", "mtunnel",
            "remote_migrate",
        ])
    }

    private static let destroy: Route = { cluster, call throws(Refusal) in
        try call.requireRoot(for: "skiplock")
        let reference = try call.guest(.machine)
        return try cluster.task { cluster throws(HostError) in
            try cluster.destroy(reference, purges: call.isOn("purge"))
        }
    }

    private static let makeTemplate: Route = { cluster, call throws(Refusal) in
        let reference = try call.guest(.machine)
        return try cluster.task { cluster throws(HostError) in try cluster.makeTemplate(reference) }
    }

    private static let resize: Route = { cluster, call throws(Refusal) in
        try call.requireRoot(for: "skiplock")
        let guest = try located(call, in: &cluster)
        try ContainerRoutes.requireGrowth(of: call.text("disk") ?? "", guest, call)
        let reference = guest.reference
        return try cluster.task { cluster throws(HostError) in
            try cluster.requireDigest(call.text("digest"), of: reference)
            return try cluster.resize(reference, key: call.text("disk") ?? "", to: call.text("size") ?? "")
        }
    }

    private static let moveDisk: Route = { cluster, call throws(Refusal) in
        let reference = try call.guest(.machine)
        guard let storage = call.text("storage") else {
            if call.text("target-vmid") != nil {
                throw .notImplemented("the simulated Proxmox does not move disks between guests")
            }
            throw .parameter("storage", "missing 'storage' or 'target-vmid' parameter")
        }
        try call.require([.datastoreAllocateSpace], on: "/storage/\(storage)")
        return try cluster.task { cluster throws(HostError) in
            try cluster.requireDigest(call.text("digest"), of: reference)
            return try cluster.moveDisk(
                reference, key: call.text("disk") ?? "", to: StorageName(storage), removesSource: call.isOn("delete"))
        }
    }

    private static let unlink: Route = { cluster, call throws(Refusal) in
        let reference = try call.guest(.machine)
        let update = ConfigurationUpdate(deletions: call.names("idlist"), force: call.isOn("force"))
        let requester = call.requester(for: reference)
        _ = try cluster.perform { cluster throws(HostError) in
            try cluster.update(reference, update, by: requester)
        }
        return .nothing
    }

    private static let migrationPreconditions: Route = { cluster, call throws(Refusal) in
        let guest = try located(call, in: &cluster)
        let others = cluster.nodesByName.filter { $0.name != guest.node }.map { JSONText.string($0.name.text) }
        let local = guest.volumes.filter { cluster.storages[$0.storage]?.isShared != true }
        return Output([
            "running": .integer(guest.running == nil ? 0 : 1), "allowed_nodes": .array(others),
            "has-dbus-vmstate": 1, "not_allowed_nodes": [:], "local_resources": [], "mapped-resources": [],
            "mapped-resource-info": [:],
            "local_disks": .array(
                local.map { volume in
                    let isUnused = guest.file.current.indexed("unused").contains { $0.value == volume.volume }
                    return [
                        "volid": .string(volume.volume), "size": .integer(volume.sizeBytes), "cdrom": 0,
                        "is_unused": .integer(isUnused ? 1 : 0),
                    ]
                }),
        ])
    }

    private static let migrate: Route = { cluster, call throws(Refusal) in
        let reference = try call.guest(.machine)
        let target = NodeName(call.text("target") ?? "")
        return try cluster.task { cluster throws(HostError) in
            let guest = try cluster.locate(reference)
            if guest.running != nil, !call.isOn("online"), target != guest.node {
                throw HostError(.refused, "can't migrate running VM without --online")
            }
            return try cluster.migrate(reference, to: target, restarts: false, isOnline: call.isOn("online"))
        }
    }

    private static let feature: Route = { cluster, call throws(Refusal) in
        let guest = try located(call, in: &cluster)
        let snapshot = call.text("snapname").map { SnapshotName($0) }
        let can = cluster.hasFeature(call.text("feature") ?? "", guest, snapshot: snapshot)
        return Output(["hasFeature": .integer(can ? 1 : 0), "nodes": [.string(guest.node.text)]])
    }

    /// The machine that the path names.
    static func located(_ call: Call, in cluster: inout Cluster) throws(Refusal) -> Guest {
        let reference = try call.guest(.machine)
        return try cluster.perform { cluster throws(HostError) in try cluster.locate(reference) }
    }
}
