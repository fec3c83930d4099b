import PhoenixEngine
import PhoenixModel
import PhoenixPorts
import PhoenixSimulator

/// What two hosts have to agree on to count as in the same state: everything but times, task names, and what Proxmox
/// chooses by chance.
func likeness(_ lab: Lab, _ fleet: FleetName = "lab") async throws(Failure) -> [String] {
    let observed = try await lab.world.observer.observe(fleet)
    let cluster = lab.host.cluster
    return observed.guests.map { guest in
        let settings = guest.configuration.all.map { setting -> String in
            if case .network(let index, var interface) = setting {
                interface.hardwareAddress = nil
                return "net\(index) \(Setting.network(index: index, interface).valueText)"
            }
            return "\(setting.key) \(setting.valueText)"
        }
        let inside = (cluster.guests[guest.id]?.interior.files ?? [:]).keys.sorted()
        return """
            \(guest.reference) \(guest.power.rawValue) template \(guest.isTemplate) lock \(guest.lock ?? "-")
            mark \(guest.mark.map { "\($0.guest) \($0.applied.sorted { $0.key < $1.key }) \($0.completedWish ?? "-")" } ?? "-")
            pending \(guest.pending) unprivileged \(guest.isUnprivileged) snapshots \(guest.snapshots)
            \(settings.joined(separator: "\n"))
            receipts \((guest.receipts ?? []).map { "\($0.subject) \($0.digest.short) \($0.stage.rawValue)" }.sorted())
            files \(inside)
            """
    }
}
