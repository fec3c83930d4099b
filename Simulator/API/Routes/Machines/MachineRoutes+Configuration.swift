import JSONSchema
import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess

extension MachineRoutes {
    /// `…/config`, `…/pending` and `…/cloudinit`.
    static let configuration: Routes = [
        .get("\(guest)/config"): { cluster, call throws(Refusal) in
            try GuestConfiguration.read(try call.guest(.machine), call, in: &cluster)
        },
        .put("\(guest)/config"): { cluster, call throws(Refusal) in
            try GuestConfiguration.update(try call.guest(.machine), call, in: &cluster)
            return .nothing
        },
        .post("\(guest)/config"): updateByTask,
        .get("\(guest)/pending"): { cluster, call throws(Refusal) in
            try GuestConfiguration.pending(try call.guest(.machine), in: &cluster)
        },
        .get("\(guest)/cloudinit"): { cluster, call throws(Refusal) in
            let reference = try call.guest(.machine)
            let rows = try cluster.perform { cluster throws(HostError) in try cluster.cloudInitRows(of: reference) }
            return Output(.array(rows.map(\.json)))
        },
        .put("\(guest)/cloudinit"): { cluster, call throws(Refusal) in
            let reference = try call.guest(.machine)
            try cluster.perform { cluster throws(HostError) in try cluster.regenerateCloudInit(reference) }
            return .nothing
        },
        .get("\(guest)/cloudinit/dump"): dump,
    ]

    /// Waits for the worker if the request says so: then there is nothing to follow.
    private static let updateByTask: Route = { cluster, call throws(Refusal) in
        let reference = try call.guest(.machine)
        let requester = call.requester(for: reference)
        let task = try cluster.perform { cluster throws(HostError) in
            try cluster.updateByTask(reference, GuestConfiguration.update(of: call), by: requester)
        }
        guard let seconds = call.integer("background_delay"), seconds > 0 else { return Output(.string(task.text)) }
        cluster.advance(to: cluster.tasks[task]?.work?.endsAt ?? cluster.now)
        guard let status = cluster.tasks[task]?.exitStatus else { return Output(.string(task.text)) }
        if status != "OK", !status.hasPrefix("WARNINGS") {
            throw .failed("failed to update VM \(reference.id): \(status)")
        }
        return .nothing
    }

    private static let dump: Route = { cluster, call throws(Refusal) in
        let text = CloudInitText(try located(call, in: &cluster))
        switch call.text("type") {
        case "user":
            let mayKnow = call.rights.holds(.vmConfigCloudinit, on: "/vms/\(call.integer("vmid") ?? 0)")
            return Output(.string(text.user(masksPassword: !mayKnow)))
        case "network": return Output(.string(text.network))
        default: return Output(.string(text.meta))
        }
    }
}
