import JSONSchema
import PhoenixModel
import PhoenixSimulator

extension MachineRoutes {
    /// `…/status`.
    static let power: Routes = [
        .get("\(guest)/status"): { _, _ throws(Refusal) in
            .subdirectories(["current", "start", "stop", "reset", "shutdown", "suspend", "reboot"])
        },
        .get("\(guest)/status/current"): current,
        .post("\(guest)/status/start"): { cluster, call throws(Refusal) in
            let reference = try unlocking(call)
            return try cluster.task { cluster throws(HostError) in try cluster.start(reference) }
        },
        .post("\(guest)/status/stop"): { cluster, call throws(Refusal) in
            let reference = try unlocking(call)
            return try cluster.task { cluster throws(HostError) in
                try cluster.stop(reference, overrulesShutDown: call.isOn("overrule-shutdown"))
            }
        },
        .post("\(guest)/status/shutdown"): { cluster, call throws(Refusal) in
            let reference = try unlocking(call)
            return try cluster.task { cluster throws(HostError) in
                try cluster.shutDown(
                    reference, timeoutSeconds: call.integer("timeout") ?? usualShutDownSeconds,
                    kills: call.isOn("forceStop"))
            }
        },
        .post("\(guest)/status/reboot"): { cluster, call throws(Refusal) in
            let reference = try unlocking(call)
            return try cluster.task { cluster throws(HostError) in
                try cluster.restart(reference, timeoutSeconds: call.integer("timeout") ?? usualShutDownSeconds)
            }
        },
        .post("\(guest)/status/reset"): { cluster, call throws(Refusal) in
            let reference = try unlocking(call)
            return try cluster.task { cluster throws(HostError) in try cluster.reset(reference) }
        },
        .post("\(guest)/status/suspend"): { cluster, call throws(Refusal) in
            let reference = try unlocking(call)
            if call.isOn("todisk") {
                throw .notImplemented("the simulated Proxmox does not suspend machines to disk")
            }
            return try cluster.task { cluster throws(HostError) in try cluster.pause(reference) }
        },
        .post("\(guest)/status/resume"): { cluster, call throws(Refusal) in
            let reference = try unlocking(call)
            return try cluster.task { cluster throws(HostError) in try cluster.resume(reference) }
        },
    ]

    /// Three minutes, as Proxmox waits for a machine to shut down.
    private static let usualShutDownSeconds = 180

    /// The machine that the path names; only the administrator may pass its lock by.
    private static func unlocking(_ call: Call) throws(Refusal) -> GuestReference {
        try call.requireRoot(for: "skiplock")
        return try call.guest(.machine)
    }

    private static let current: Route = { cluster, call throws(Refusal) in
        let guest = try located(call, in: &cluster)
        return Output(.object(MachineStatus.currentMembers(of: guest, in: cluster)))
    }
}
