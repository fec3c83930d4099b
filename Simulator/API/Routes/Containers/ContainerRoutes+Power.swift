import JSONSchema
import PhoenixModel
import PhoenixSimulator

extension ContainerRoutes {
    /// `…/status`.
    static let power: Routes = [
        .get("\(guest)/status"): { _, _ throws(Refusal) in
            .subdirectories(["current", "start", "stop", "shutdown", "suspend", "resume", "reboot"])
        },
        .get("\(guest)/status/current"): current,
        .post("\(guest)/status/start"): { cluster, call throws(Refusal) in
            try call.requireRoot(for: "skiplock")
            let reference = try call.guest(.container)
            return try cluster.task { cluster throws(HostError) in try cluster.start(reference) }
        },
        .post("\(guest)/status/stop"): { cluster, call throws(Refusal) in
            try call.requireRoot(for: "skiplock")
            let reference = try call.guest(.container)
            return try cluster.task { cluster throws(HostError) in
                try cluster.stop(reference, overrulesShutDown: call.isOn("overrule-shutdown"))
            }
        },
        .post("\(guest)/status/shutdown"): { cluster, call throws(Refusal) in
            let reference = try call.guest(.container)
            return try cluster.task { cluster throws(HostError) in
                try cluster.shutDown(
                    reference, timeoutSeconds: call.integer("timeout") ?? usualShutDownSeconds,
                    kills: call.isOn("forceStop"))
            }
        },
        .post("\(guest)/status/reboot"): { cluster, call throws(Refusal) in
            let reference = try call.guest(.container)
            return try cluster.task { cluster throws(HostError) in
                try cluster.restart(
                    reference, timeoutSeconds: call.integer("timeout") ?? usualShutDownSeconds)
            }
        },
        .post("\(guest)/status/suspend"): { cluster, call throws(Refusal) in
            let reference = try call.guest(.container)
            return try cluster.task { cluster throws(HostError) in try cluster.checkpoint(reference) }
        },
        .post("\(guest)/status/resume"): { cluster, call throws(Refusal) in
            let reference = try call.guest(.container)
            return try cluster.task { cluster throws(HostError) in try cluster.restore(reference) }
        },
    ]

    /// Proxmox's default for shutdown and reboot of containers.
    private static let usualShutDownSeconds = 60

    private static let current: Route = { cluster, call throws(Refusal) in
        let reference = try call.guest(.container)
        let guest = try cluster.perform { cluster throws(HostError) in try cluster.locate(reference) }
        let members = ContainerStatus.members(of: guest, in: cluster)
        return Output(.object(members + [JSONText.Member("ha", HighAvailabilityMember.of(guest, in: cluster))]))
    }
}
