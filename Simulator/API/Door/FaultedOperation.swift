import PhoenixModel
import PhoenixSimulator
import ProxmoxSchema

/// Which of the host's operations a call of the API is, so that faults are named alike at both doors.
enum FaultedOperation {
    static func of(_ call: Call, in cluster: Cluster) -> Fault.Operation? {
        if let order = call.phoenixOrder { return order.operation }
        let path = call.endpoint.path
        if path.hasPrefix("/nodes/{node}/tasks/{upid}") { return .lookAtTask }
        if path.hasSuffix("/agent/exec-status"), let guest = call.integer("vmid").flatMap(GuestID.init),
            cluster.isPhoenix(call.integer("pid") ?? 0, in: guest)
        {
            return nil
        }
        for base in ["/nodes/{node}/lxc", "/nodes/{node}/qemu"] where path.hasPrefix(base) {
            let rest = path.dropFirst(base.count)
            let action = rest.hasPrefix(guest) ? rest.dropFirst(guest.count) : rest
            if call.endpoint.method == "PUT", action == "/config", marks(call) { return .change(.mark) }
            return operation(call.endpoint.method, String(action), rest.isEmpty)
        }
        if path == "/nodes/{node}/storage/{storage}/download-url" { return .change(.download) }
        return call.endpoint.method == "GET" ? .observe : nil
    }

    private static let guest = "/{vmid}"

    /// Whether a change of the configuration writes what a mark stands in, and nothing else.
    private static func marks(_ call: Call) -> Bool {
        call.text("description") != nil
            && Set(call.parameters.values.keys).isSubset(of: ["node", "vmid", "digest", "description", "tags"])
    }

    /// By what follows the guest in the path.
    private static func operation(_ method: String, _ action: String, _ isList: Bool) -> Fault.Operation? {
        switch (method, action) {
        case ("POST", "") where isList: .change(.create)
        case ("DELETE", "") where !isList: .change(.destroy)
        case ("POST", _) where actions[action] != nil: actions[action]
        case ("PUT", "/config"), ("POST", "/config"): .change(.configure)
        case ("PUT", "/resize"): .change(.grow)
        case ("GET", "/agent/exec-status"): .lookAtRun
        case ("GET", _): .observe
        default: nil
        }
    }

    private static let actions: [String: Fault.Operation] = [
        "/clone": .change(.clone), "/template": .change(.makeTemplate), "/migrate": .change(.migrate),
        "/snapshot": .change(.snapshot), "/status/start": .change(.start), "/status/stop": .change(.shutDown),
        "/status/shutdown": .change(.shutDown), "/status/reboot": .change(.restart), "/agent/exec": .command(.run),
    ]
}
