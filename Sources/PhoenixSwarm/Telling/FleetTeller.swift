import PhoenixModel

/// Makes fleets, and changes them as people's commits do.
struct FleetTeller {
    private let isCluster: Bool
    private let guests: ClosedRange<Int>

    /// - Parameter guests: how many there are in the first commit.
    init(isCluster: Bool, guests: ClosedRange<Int>) {
        self.isCluster = isCluster
        self.guests = guests
    }

    /// A fleet: sources first, copies and those who wait for others behind.
    func fleet(_ chance: inout SeededGenerator) -> FleetDraft {
        var fleet = FleetDraft()
        fleet.policy = policy(&chance)
        for _ in 1...chance.number(guests) { fleet.guests.append(guest(in: fleet, &chance)) }
        return fleet
    }

    /// The next commit: one to three changes of the one before.
    func changed(_ fleet: FleetDraft, _ chance: inout SeededGenerator) -> FleetDraft {
        var fleet = fleet
        fleet.nonsense = nil
        fleet.mend()
        for _ in 1...chance.number(1...3) { change(&fleet, &chance) }
        return fleet
    }

    private func policy(_ chance: inout SeededGenerator) -> PolicyDraft {
        PolicyDraft(
            prune: chance.pick(Policy.Prune.allCases) ?? .never, maximumRemovals: chance.number(0...2),
            drift: chance.isLucky(0.2) ? .report : .correct,
            onFailure: chance.pick(Policy.OnFailure.allCases) ?? .continue, stepsPerNode: chance.number(1...3))
    }

    private func guest(in fleet: FleetDraft, _ chance: inout SeededGenerator) -> GuestDraft {
        let kind: GuestKind = chance.isLucky(0.8) ? .container : .machine
        var guest = GuestDraft(id: freeNumber(in: fleet, &chance), kind: kind)
        let sources = fleet.guests.filter { $0.kind == kind && $0.isTemplate && !$0.isProtected }
        if chance.isLucky(0.5) { guest.source = chance.pick(sources)?.id }
        guest.isTemplate = fleet.guests.allSatisfy { $0.kind != kind } && chance.isLucky(0.4)
        guest.memoryMebibytes = 256 * chance.number(1...8)
        guest.cores = chance.number(1...4)
        guest.diskGibibytes = fleet.guests.first { $0.id == guest.source }?.diskGibibytes ?? chance.number(4...12)
        guest.features = FleetDraft.features.map(\.name).filter { _ in chance.isLucky(0.4) }
        guest.hasApplication = !guest.isTemplate && chance.isLucky(0.3)
        guest.hasHealthCheck = chance.isLucky(0.3)
        guest.hasFirewall = chance.isLucky(0.2)
        guest.takesSnapshots = !guest.isTemplate && chance.isLucky(0.1)
        if chance.isLucky(0.3) { guest.dependencies = chance.pick(fleet.guests).map { [$0.id] } ?? [] }
        guest.isProtected = chance.isLucky(0.15)
        guest.adopts = chance.isLucky(0.15)
        guest.allowsReplacement = chance.isLucky(0.7)
        guest.restart = chance.pick(GuestRules.Restart.allCases) ?? .allow
        guest.node = isCluster && chance.isLucky(0.6) ? "pve\(chance.number(1...3))" : "pve1"
        // A storage of one node's own gives copies on that node only.
        if let source = fleet.guests.first(where: { $0.id == guest.source }) {
            (guest.node, guest.isUnprivileged) = (source.node, source.isUnprivileged)
        }
        if guest.isTemplate { guest.dependencies = [] }
        return guest
    }

    private func freeNumber(in fleet: FleetDraft, _ chance: inout SeededGenerator) -> GuestID {
        let taken = Set(fleet.guests.map(\.id))
        let numbers = (101...(110 + guests.upperBound + taken.count)).compactMap(GuestID.init)
        return chance.pick(numbers.filter { !taken.contains($0) }) ?? numbers[0]
    }

    private func change(_ fleet: inout FleetDraft, _ chance: inout SeededGenerator) {
        switch chance.number(1...14) {
        case 1, 2:
            var guest = guest(in: fleet, &chance)
            if chance.isLucky(0.25) { Self.misplace(&guest, &chance) }
            fleet.guests.append(guest)
        case 3, 4: if let guest = chance.pick(fleet.guests) { fleet = fleet.without(guest.id) }
        case 5:
            let feature = chance.pick(FleetDraft.features)?.name ?? "base"
            fleet.revisions[feature, default: 0] += 1
        case 6: fleet.policy = policy(&chance)
        case 7: fleet.nonsense = chance.pick(FleetDraft.Nonsense.allCases)
        case 8:
            fleet.brokenFeature = "broken"
            alterOne(&fleet, &chance) { guest, _ in guest.features.append("broken") }
        case 9: fleet.guests = chance.isLucky(0.4) ? [] : fleet.guests
        case 10: alterOne(&fleet, &chance) { guest, chance in Self.misplace(&guest, &chance) }
        default: alterOne(&fleet, &chance) { guest, chance in Self.alter(&guest, &chance) }
        }
    }

    private func alterOne(
        _ fleet: inout FleetDraft, _ chance: inout SeededGenerator,
        _ body: (inout GuestDraft, inout SeededGenerator) -> Void
    ) {
        guard !fleet.guests.isEmpty else { return }
        body(&fleet.guests[chance.number(0...fleet.guests.count - 1)], &chance)
    }

    /// What hosts can do.
    private static func alter(_ guest: inout GuestDraft, _ chance: inout SeededGenerator) {
        switch chance.number(1...11) {
        case 1: guest.memoryMebibytes += 256
        case 2: guest.cores = guest.cores % 4 + 1
        case 3: guest.diskGibibytes += 2
        case 4: guest.features = FleetDraft.features.map(\.name).filter { _ in chance.isLucky(0.5) }
        case 5: guest.hasApplication.toggle()
        case 6: guest.hasHealthCheck.toggle()
        case 7: guest.hasFirewall.toggle()
        case 8: guest.isProtected.toggle()
        case 9: guest.restart = chance.pick(GuestRules.Restart.allCases) ?? .allow
        case 10: guest.isUnprivileged.toggle()
        default: guest.isTemplate.toggle()
        }
        if guest.isTemplate { (guest.hasApplication, guest.takesSnapshots, guest.dependencies) = (false, false, []) }
    }

    /// What this host cannot do, or not yet.
    private static func misplace(_ guest: inout GuestDraft, _ chance: inout SeededGenerator) {
        switch chance.number(1...8) {
        case 1: guest.node = "pve9"
        case 2: guest.storage = "nowhere"
        case 3: guest.storage = "local"
        case 4: guest.bridge = "vmbr9"
        case 5: guest.memoryMebibytes = 1024 * 1024
        case 6: guest.diskGibibytes = 9000
        case 7: (guest.source, guest.image) = (nil, "local:vztmpl/unheard-of_1_amd64.tar.zst")
        default: guest.kind = guest.kind == .container ? .machine : .container
        }
    }
}

extension FleetDraft {
    /// The same with everything in it that a host can do, given time and people who mend what only people can mend.
    mutating func mend() {
        for place in guests.indices {
            if guests[place].node == "pve9" { guests[place].node = "pve1" }
            guests[place].storage = GuestDraft.usualStorage
            guests[place].bridge = GuestDraft.usualBridge
            guests[place].image = nil
            if guests[place].memoryMebibytes > 8192 { guests[place].memoryMebibytes = 1024 }
            if guests[place].diskGibibytes > 100 { guests[place].diskGibibytes = 12 }
            guests[place].features.removeAll { $0 == brokenFeature }
        }
        brokenFeature = nil
        nonsense = nil
        let known = Dictionary(guests.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for place in guests.indices {
            guard let id = guests[place].source, let source = known[id] else { continue }
            if source.kind != guests[place].kind || !source.isTemplate {
                guests[place].source = nil
            }
            guests[place].diskGibibytes = max(guests[place].diskGibibytes, source.diskGibibytes)
            guests[place].node = source.node
            guests[place].isUnprivileged = source.isUnprivileged
        }
    }

    /// The last commit of a story: everything may be done for it, so that nothing but a defect keeps the fleet from it.
    func concluding() -> FleetDraft {
        var fleet = self
        fleet.mend()
        fleet.policy = PolicyDraft(prune: .destroy, maximumRemovals: 10, stepsPerNode: 2)
        for place in fleet.guests.indices {
            fleet.guests[place].restart = .allow
            // Proxmox keeps a template whose copies share its disks.
            fleet.guests[place].allowsReplacement = !fleet.guests.contains { $0.source == fleet.guests[place].id }
            fleet.guests[place].isProtected = false
            fleet.guests[place].adopts = true
        }
        return fleet
    }
}
