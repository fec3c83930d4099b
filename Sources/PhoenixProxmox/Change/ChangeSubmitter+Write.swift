import PhoenixModel

/// Changes of a guest's configuration, guarded by its digest.
extension ChangeSubmitter {
    /// Writes what `order` makes of the guest's configuration; nothing if it is so already.
    ///
    /// The configuration that was seen last serves first: its digest proves that nothing has changed since, mark included.
    /// If something has, or nothing is left to do that a digest guards, the guest is looked at anew.
    func write(
        _ submission: Submission, _ order: (GuestConfig) throws(Failure) -> ConfigOrder
    ) async throws(Failure) -> Acceptance {
        let change = submission.change
        if let seen = known.config(of: change.guest) {
            let order = try order(seen)
            if order.changesConfig, (try? submission.require(seen)) != nil {
                do throws(Failure) {
                    return try await send(order, over: seen, change)
                } catch {
                    guard error.code == .conflict || error.code == .notFound else { throw error }
                }
            }
        }
        let config = try await present(submission)
        let order = try order(config)
        return order.isEmpty ? .done : try await send(order, over: config, change)
    }

    /// Makes the calls of an order, each of which may be made again.
    private func send(
        _ order: ConfigOrder, over config: GuestConfig, _ change: Change
    ) async throws(Failure) -> Acceptance {
        let guest = change.guest
        let needsRoot = guest.kind == .container && order.needsRoot(over: config)
        var digest = config.digest
        if let form = order.revertForm(digest: digest) {
            _ = try await put(form, needsRoot: needsRoot, change)
            digest = try await self.config(of: guest, for: change)?.digest
        }
        var acceptance = Acceptance.done
        if order.changesConfig {
            let form = order.form(digest: digest)
            // A machine's change that makes disks is a task; every other one is done when it is answered.
            acceptance =
                guest.kind == .machine && order.makesDisks
                ? try await send(ProxmoxRequest(.post, guest.path("/config"), form), for: change)
                : try await put(form, needsRoot: needsRoot, change)
        }
        if let firewall = order.firewall { try await set(firewall, change) }
        if !order.rawLines.isEmpty { try await rootShell(change).setRawLines(order.rawLines, of: guest, change) }
        return acceptance
    }

    /// By the API if its caller may, else by root on the node.
    private func put(_ form: ProxmoxForm, needsRoot: Bool, _ change: Change) async throws(Failure) -> Acceptance {
        guard let shell, shell.caller != .root, needsRoot else {
            return try await send(ProxmoxRequest(.put, change.guest.path("/config"), form), for: change)
        }
        known.forget(change.guest)
        try await shell.set(form, change)
        return .done
    }

    private func set(_ firewall: ConfigOrder.FirewallOrder, _ change: Change) async throws(Failure) {
        let present = try await presentFirewall(change)
        let writer = FirewallWriter(
            path: change.guest.path("/firewall"), present: present.rules, ruleCount: present.ruleCount)
        let wish: FirewallRules =
            switch firewall {
            case .set(let rules): rules
            case .remove: FirewallRules(isEnabled: false, rules: [])
            }
        for call in writer.calls(to: wish) { _ = try await send(call, for: change) }
    }

    private func presentFirewall(_ change: Change) async throws(Failure) -> (rules: FirewallRules, ruleCount: Int) {
        do throws(ProxmoxError) {
            return try await source.firewall(of: change.guest)
        } catch {
            throw Failure(error, of: ProxmoxRequest(.get, change.guest.path("/firewall")), while: change.attempt)
        }
    }

    private func rootShell(_ change: Change) throws(Failure) -> RootShell {
        guard let shell else {
            throw Failure(
                .hostForbidden, "the host did not \(change.attempt): no version's API can write raw lines",
                remedy: "let Phoenix work on the node itself or over SSH")
        }
        return shell
    }
}

extension GuestConfig {
    /// What has to be set and taken away; nothing of what is, or will be, as wished.
    func order(
        of kind: GuestKind, setting settings: [Setting], unsetting keys: [SettingKey]
    ) throws(Failure) -> ConfigOrder {
        let seen = ConfigReader(kind, next).configuration
        let missing = settings.filter { wish in
            wish.key.standsElsewhere || !(seen[wish.key].map(wish.isFulfilled) ?? false)
        }
        let left = keys.filter { $0.standsElsewhere || seen[$0] != nil }
        return try ConfigWriter(kind: kind, next: next, waitingKeys: waitingKeys)
            .order(setting: missing, unsetting: left)
    }
}

extension SettingKey {
    /// Whether `…/pending` does not tell of it.
    fileprivate var standsElsewhere: Bool {
        switch self {
        case .firewall, .rawOption, .identifierMaps: true
        default: false
        }
    }
}
