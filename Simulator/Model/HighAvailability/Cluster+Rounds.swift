package import PhoenixModel

extension Cluster {
    /// Stores the wish that a managed guest runs; its task ends once that is written, and the manager acts later.
    package mutating func requestStart(of guest: Guest) -> TaskID { request("started", of: guest, "hastart", "start") }

    /// Stores the wish that a managed guest stands still.
    package mutating func requestStop(of guest: Guest) -> TaskID { request("stopped", of: guest, "hastop", "stop") }

    /// Stores the wish that a managed guest goes to another node.
    package mutating func requestMigration(of guest: Guest, to node: NodeName) throws(HostError) -> TaskID {
        try moveResource(HighAvailability.identifier(of: guest.id, guest.kind), to: node, relocates: false)
        let log = "Requesting HA migration for \(guest.title) to node \(node)"
        return begin(
            .note(type: "hamigrate"), type: "hamigrate", subject: guest.id.description, on: guest.node,
            milliseconds: timing[.removeVolume], log: [log])
    }

    private mutating func request(_ state: String, of guest: Guest, _ type: String, _ word: String) -> TaskID {
        let identifier = HighAvailability.identifier(of: guest.id, guest.kind)
        var failure: HostError?
        if datacenter.highAvailability.services[identifier]?.state == .error {
            let sentence = "service '\(identifier)' in error state, must be disabled and fixed first"
            failure = HostError(.failed, sentence)
        } else if isQuorate {
            var section = datacenter.highAvailability[identifier]
            section?["state"] = state
            datacenter.highAvailability[identifier] = section
            scheduleRound()
        } else {
            failure = HostError(.failed, "cluster not ready - no quorum?")
        }
        return begin(
            .note(type: type), type: type, subject: guest.id.description, on: guest.node,
            milliseconds: timing[.removeVolume], failure: failure, log: ["Requesting HA \(word) for \(guest.title)"])
    }

    /// Lets the manager look at its resources at the next full ten seconds.
    mutating func scheduleRound() {
        guard datacenter.highAvailability.nextRound == nil else { return }
        let step = Int64(HighAvailability.roundSeconds) * 1000
        let due = Instant(milliseconds: (now.milliseconds.floorDivided(by: step) + 1) * step)
        datacenter.highAvailability.nextRound = due
        agenda.add(.managerRound, at: due)
    }

    /// One round: commands first, then every resource that is not as it shall be.
    mutating func performRound() {
        datacenter.highAvailability.nextRound = nil
        datacenter.highAvailability.lastRound = now
        // Without quorum nothing is decided; a node that comes back lets the manager look again.
        guard isQuorate, datacenter.highAvailability.disarmedMode == nil else { return }
        let asker = requester
        requester = "root@pam"
        defer { requester = asker }
        let commands = datacenter.highAvailability.commands
        datacenter.highAvailability.commands = []
        var isUnfinished = !commands.isEmpty
        for command in commands { perform(command) }
        for section in datacenter.highAvailability.resources.sections where care(for: section) { isUnfinished = true }
        if isUnfinished { scheduleRound() }
    }

    private mutating func perform(_ command: HighAvailability.Command) {
        switch command {
        case .migrate(let identifier, let node), .relocate(let identifier, let node):
            guard let guest = guest(of: identifier), guest.node != node else { return }
            do throws(HostError) {
                _ = try migrate(guest.reference, to: node, restarts: true, byManager: true)
                datacenter.highAvailability.services[identifier]?.state = .migrate
            } catch {
                complain("at \(now): \(identifier) cannot be migrated: \(error.text)")
            }
        }
    }

    private func guest(of identifier: String) -> Guest? {
        identifier.split(separator: ":").last.flatMap { Int($0) }.flatMap(GuestID.init).flatMap { guests[$0] }
    }

    /// Brings one resource nearer to what it shall be; returns whether the next round has to look again.
    private mutating func care(for section: SectionFile.Section) -> Bool {
        let identifier = "\(section.type):\(section.name)"
        let request = HighAvailability.request(of: section)
        guard request != "ignored", let guest = guest(of: identifier) else {
            datacenter.highAvailability.services[identifier] = nil
            return false
        }
        var service =
            datacenter.highAvailability.services[identifier]
            ?? HighAvailability.Service(node: guest.node, state: .requestStart, failedStarts: 0)
        defer { datacenter.highAvailability.services[identifier] = service }
        service.node = guest.node
        if request == "disabled", service.state == .error { service.state = .stopped }
        guard service.state != .error, nodes[guest.node]?.isOnline == true else { return false }
        if guest.workingTask != nil { return true }
        return request == "started" ? start(guest, &service, section) : stop(guest, &service)
    }

    private mutating func start(
        _ guest: Guest, _ service: inout HighAvailability.Service, _ section: SectionFile.Section
    ) -> Bool {
        if guest.running != nil {
            service.state = .started
            service.failedStarts = 0
            return false
        }
        let limit = section["max_restart"].flatMap(Int.init) ?? 1
        guard service.failedStarts <= limit else {
            service.state = .error
            return false
        }
        service.failedStarts += 1
        service.state = .requestStart
        beginStart(of: guest)
        return true
    }

    private mutating func stop(_ guest: Guest, _ service: inout HighAvailability.Service) -> Bool {
        guard guest.running != nil else {
            service.state = .stopped
            return false
        }
        service.state = .requestStop
        let work: Timing.Work = guest.kind == .container ? .shutDown : .shutDownMachine
        _ = begin(.shutDown, on: guest, milliseconds: timing[work])
        return true
    }

    private mutating func beginStart(of guest: Guest) {
        _ = begin(.start, on: guest, milliseconds: timing[guest.startWork], failure: lockFailure(of: guest))
    }
}

extension Cluster {
    /// Lets the manager leave all resources alone until it is armed again.
    package mutating func disarm(mode: String) throws(HostError) {
        try requireQuorum()
        datacenter.highAvailability.disarmedMode = mode
    }

    /// Lets the manager act again.
    package mutating func arm() throws(HostError) {
        try requireQuorum()
        datacenter.highAvailability.disarmedMode = nil
        scheduleRound()
    }
}
