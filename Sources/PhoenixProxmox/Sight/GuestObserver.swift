import PhoenixModel
import PhoenixPorts

/// Looks at the guests of a cluster: one call for each that matters, and more only where more is to be seen.
struct GuestObserver: Sendable {
    let source: GuestSource
    let known: KnownConfigs
    /// Guests' own files, where a node's shell has shown them: then nothing has to be asked of the API.
    var files: [GuestReference: GuestFileText] = [:]

    /// What is seen of the guests that lists tell of; one that went away meanwhile is left out.
    func observe(_ listed: [ListedGuest], on nodes: Set<NodeName>, _ interest: Interest) async throws(Failure)
        -> [ObservedGuest]
    {
        let sights = await concurrently(listed, limit: callLimit) { guest in
            await Result<ObservedGuest?, Failure> { () async throws(Failure) in
                guard nodes.contains(guest.reference.node) else { return silent(guest) }
                return try await observed(guest, interest)
            }
        }
        var guests: [ObservedGuest] = []
        for sight in sights {
            if let guest = try sight.get() { guests.append(guest) }
        }
        return guests
    }

    /// A guest whose node is silent: its file, which other nodes have too, may still tell whose it is.
    private func silent(_ guest: ListedGuest) -> ObservedGuest {
        guard let file = files[guest.reference] else { return guest.sight }
        return guest.sight(file.config, snapshots: file.snapshotNames)
    }

    private func configured(
        _ guest: ListedGuest, _ interest: Interest
    ) async throws(ProxmoxError) -> ObservedGuest? {
        if let file = files[guest.reference] {
            known.keep(file.config, of: guest.reference)
            return guest.sight(file.config, snapshots: file.snapshotNames)
        }
        guard var config = try await source.config(of: guest.reference) else { return nil }
        known.keep(config, of: guest.reference)
        if interest.has(guest.reference.id, where: \.isRawLine) {
            config = config.adding(try await source.rawLines(of: guest.reference))
        }
        let snapshots = config.hasSnapshots ? try await source.snapshots(of: guest.reference) : []
        return guest.sight(config, snapshots: snapshots)
    }

    /// A guest whose node answers.
    private func observed(_ guest: ListedGuest, _ interest: Interest) async throws(Failure) -> ObservedGuest? {
        let isCertain = guest.power != .unknown
        guard guest.isTagged || interest.guests[guest.reference.id] != nil || !isCertain else { return guest.sight }
        do throws(ProxmoxError) {
            guard var sight = try await configured(guest, interest) else { return nil }
            if interest.has(guest.reference.id, where: { $0 == .firewall }) {
                sight.configuration.set(.firewall(try await source.firewall(of: guest.reference).rules))
            }
            return sight
        } catch {
            // Its node, or the guest, went away between two calls.
            if error.isMissingGuest { return nil }
            if error.isSilentNode { return guest.withUnknownPower.sight }
            throw Failure(
                error, of: ProxmoxRequest(.get, guest.reference.path()), while: "tell of \(guest.reference)")
        }
    }
}

extension ListedGuest {
    /// The guest as it is seen with its configuration.
    fileprivate func sight(_ config: GuestConfig, snapshots: [SnapshotName]) -> ObservedGuest {
        let (inForce, pending) = config.sight(reference.kind)
        return ObservedGuest(
            reference: reference, mark: config.mark, power: power,
            isTemplate: isTemplate || config.inForce.isOn("template"), lock: config.lock ?? lock,
            configuration: inForce, pending: pending,
            isUnprivileged: reference.kind == .machine || config.inForce.isOn("unprivileged"), snapshots: snapshots,
            diskBases: config.inForce.diskBases)
    }

    fileprivate var withUnknownPower: ListedGuest {
        ListedGuest(
            reference: reference, power: .unknown, name: name, isTemplate: isTemplate, lock: lock, tags: tags,
            memoryMebibytes: memoryMebibytes)
    }
}

extension SettingKey {
    /// Whether it stands in lines that a container's file hands on to LXC.
    fileprivate var isRawLine: Bool {
        switch self {
        case .rawOption, .identifierMaps: true
        default: false
        }
    }
}

extension Result where Failure == PhoenixModel.Failure {
    /// What an effect came to.
    init(_ body: () async throws(PhoenixModel.Failure) -> Success) async {
        do throws(PhoenixModel.Failure) { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
