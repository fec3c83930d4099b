import JSONSchema
import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess

/// Everything under `/nodes/{node}/lxc`.
enum ContainerRoutes {
    static let base = "/nodes/{node}/lxc"
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
            .post("\(guest)/move_volume"): moveVolume,
            .get("\(guest)/migrate"): migrationPreconditions,
            .post("\(guest)/migrate"): migrate,
            .get("\(guest)/feature"): feature,
            .get("\(guest)/interfaces"): interfaces,
        ].merging(configuration) { $1 }.merging(power) { $1 }.merging(snapshots) { $1 }

    /// The containers of a node that the caller may see.
    private static let list: Route = { cluster, call throws(Refusal) in
        let guests = cluster.guestsByNumber.filter { guest in
            guest.kind == .container && guest.node == call.node && call.rights.maySee(guest: guest.id.number)
        }
        return Output(.array(guests.map { .object(ContainerStatus.members(of: $0, in: cluster)) }))
    }

    private static let index: Route = { cluster, call throws(Refusal) in
        let reference = try call.guest(.container)
        _ = try cluster.perform { cluster throws(HostError) in try cluster.locate(reference) }
        return .subdirectories([
            "config", "pending", "status", "vncproxy", "termproxy", "vncwebsocket", "spiceproxy", "migrate", "clone",
            "snapshot", "rrd", "rrddata", "firewall", "interfaces", "mtunnel", "mtunnelwebsocket",
        ])
    }

    private static let destroy: Route = { cluster, call throws(Refusal) in
        let reference = try call.guest(.container)
        return try cluster.task { cluster throws(HostError) in
            try cluster.destroy(reference, stops: call.isOn("force"), purges: call.isOn("purge"))
        }
    }

    /// A template's worker runs, and its identity is not told.
    private static let makeTemplate: Route = { cluster, call throws(Refusal) in
        let reference = try call.guest(.container)
        _ = try cluster.perform { cluster throws(HostError) in try cluster.makeTemplate(reference) }
        return .nothing
    }

    private static let resize: Route = { cluster, call throws(Refusal) in
        let reference = try call.guest(.container)
        let key = call.text("disk") ?? ""
        let size = call.text("size") ?? ""
        let guest = try cluster.perform { cluster throws(HostError) in try cluster.locate(reference) }
        try requireGrowth(of: key, guest, call)
        return try cluster.task { cluster throws(HostError) in
            try cluster.requireDigest(call.text("digest"), of: reference)
            return try cluster.resize(reference, key: key, to: size)
        }
    }

    private static let migrationPreconditions: Route = { cluster, call throws(Refusal) in
        let reference = try call.guest(.container)
        let guest = try cluster.perform { cluster throws(HostError) in try cluster.locate(reference) }
        let others = cluster.nodesByName.filter { $0.name != guest.node }.map { JSONText.string($0.name.text) }
        return Output(["running": .boolean(guest.running != nil), "allowed-nodes": .array(others)])
    }

    private static let migrate: Route = { cluster, call throws(Refusal) in
        let reference = try call.guest(.container)
        let target = NodeName(call.text("target") ?? "")
        return try cluster.task { cluster throws(HostError) in
            try cluster.migrate(
                reference, to: target, restarts: call.isOn("restart"), isOnline: call.isOn("online"))
        }
    }

    private static let feature: Route = { cluster, call throws(Refusal) in
        let reference = try call.guest(.container)
        let guest = try cluster.perform { cluster throws(HostError) in try cluster.locate(reference) }
        let can = cluster.hasFeature(
            call.text("feature") ?? "", guest, snapshot: call.text("snapname").map { SnapshotName($0) })
        return Output(["hasFeature": .integer(can ? 1 : 0)])
    }

    private static let interfaces: Route = { cluster, call throws(Refusal) in
        let reference = try call.guest(.container)
        let guest = try cluster.perform { cluster throws(HostError) in try cluster.locate(reference) }
        return Output(guest.running == nil ? .null : .array(ContainerInterfaces.all(of: guest, at: cluster.now)))
    }
}
