import JSONSchema
import PhoenixModel

extension MergedGuest {
    /// What the guest allows; the policy says what it does not.
    func rules(_ policy: FleetPolicy, _ findings: inout Findings) -> GuestRules {
        let own = self[.restart]?.string.flatMap(GuestRules.Restart.init(rawValue:))
        if own == .window, policy.policy.window == nil { reportMissingWindow(at: place(of: .restart), &findings) }
        let ignored = self[.ignore].map { readIgnored($0, &findings) } ?? []
        return GuestRules(
            adopts: self[.adopt]?.boolean ?? false, isProtected: self[.protected]?.boolean ?? false,
            allowsReplacement: self[.replace]?.string == "allow", restart: own ?? policy.restart,
            ignoredSettings: policy.ignoredSettings.union(ignored))
    }

    /// Whether and when the node starts the guest at its boot.
    func startSettings() -> [Setting] {
        var settings: [Setting] = []
        settings.reserveCapacity(2)
        if let isStarted = self[.startAtBoot]?.boolean { settings.append(.startAtBoot(isStarted)) }
        let (order, delay) = (self[.bootOrder]?.integer, self[.bootDelay]?.integer)
        if order != nil || delay != nil {
            settings.append(.startup(StartupOrder(order: order, delaySeconds: delay)))
        }
        return settings
    }

    /// The guest's own health checks.
    func healthChecks(_ files: RepositoryFiles, _ findings: inout Findings) -> [HealthCheck] {
        let values = (self[.healthCheck].map { [$0] } ?? []) + (self[.healthChecks]?.items ?? [])
        return values.enumerated().compactMap { place, value in
            readHealthCheck(value, named: values.count == 1 ? "health" : "health \(place + 1)", files, &findings)
        }
    }
}
