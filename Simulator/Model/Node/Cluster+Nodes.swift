package import PhoenixModel

extension Cluster {
    /// Changes files of a node's `/etc`.
    package mutating func updateSystem(
        of name: NodeName, _ edit: (inout NodeSystem) -> Void
    ) throws(HostError) {
        var system = try requireOnline(name).system
        edit(&system)
        nodes[name]?.system = system
    }

    /// Starts a node's guests, those with a startup order first; without force only those that start at boot.
    package mutating func startAll(
        on name: NodeName, only chosen: [GuestID]?, byForce: Bool
    ) throws(HostError) -> TaskID {
        try requireOnline(name)
        let guests = inStartOrder(on: name, only: chosen).filter { guest in
            guest.running == nil && !guest.file.isTemplate && (byForce || guest.startsAtBoot)
        }
        var log: [String] = []
        var milliseconds = 0
        for guest in guests {
            log.append("Starting \(guest.title)")
            milliseconds = max(milliseconds, timing[guest.startWork])
            _ = try start(guest.reference)
        }
        return begin(
            .note(type: "startall"), type: "startall", subject: "", on: name,
            milliseconds: milliseconds + timing[.removeVolume], log: log)
    }

    /// Shuts a node's guests down, those that were started last first.
    package mutating func stopAll(
        on name: NodeName, only chosen: [GuestID]?, timeoutSeconds: Int
    ) throws(HostError) -> TaskID {
        try requireOnline(name)
        var log: [String] = []
        var milliseconds = 0
        for guest in inStartOrder(on: name, only: chosen).reversed() where guest.running != nil {
            log.append("Stopping \(guest.title) (timeout = \(timeoutSeconds) seconds)")
            let work: Timing.Work = guest.kind == .container ? .shutDown : .shutDownMachine
            milliseconds = max(milliseconds, min(timing[work], timeoutSeconds * 1000))
            _ = try shutDown(guest.reference, timeoutSeconds: timeoutSeconds)
        }
        return begin(
            .note(type: "stopall"), type: "stopall", subject: "", on: name,
            milliseconds: milliseconds + timing[.removeVolume], log: log)
    }

    /// Guests without an order come last.
    private func inStartOrder(on name: NodeName, only chosen: [GuestID]?) -> [Guest] {
        func order(_ guest: Guest) -> Int {
            let startup = PropertyString(guest.file.current["startup"] ?? "", defaultKey: "order")
            return startup["order"].flatMap(Int.init) ?? Int.max
        }
        return guestsByNumber.filter { $0.node == name && chosen?.contains($0.id) ?? true }
            .map { (order($0), $0) }.sorted { ($0.0, $0.1.id) < ($1.0, $1.1.id) }.map(\.1)
    }
}

extension Guest {
    fileprivate var startsAtBoot: Bool { file.current["onboot"].map(ConfigurationText.isTrue) ?? false }
}

extension NodeSystem {
    /// The digest of a node's own configuration.
    package static func digest(of configuration: [String: String]) -> String {
        ConfigurationDigest.of(configuration.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\n" }.joined())
    }
}
