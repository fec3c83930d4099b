package import PhoenixModel

/// What the nodes told the cluster of their guests the last time: every ten seconds, as Proxmox's status daemon does.
///
/// Numbers, node, lock, tags and pool are known at once; names, power and use only from here. It is no part of a
/// scenario: a cluster that is loaded has just been told everything.
package struct Broadcast: Sendable {
    /// When nodes tell, counted from 1970.
    static let milliseconds: Int64 = 10_000

    private var told: [GuestID: ToldGuest] = [:]
    /// When it was told, in whole rounds.
    private var round: Int64 = .min

    package init() {}

    /// What a node told of one guest.
    package struct ToldGuest: Hashable, Sendable {
        package let name: String
        package let isTemplate: Bool
        package let figures: GuestFigures
        /// Nil while it was stopped.
        package let startedAt: Instant?
    }

    package subscript(id: GuestID) -> ToldGuest? { told[id] }

    /// Whole seconds from a guest's start to the last round; 0 for one that was stopped.
    package func uptimeSeconds(of guest: ToldGuest) -> Int {
        let last = Instant(milliseconds: round * Self.milliseconds)
        return guest.startedAt.map { max(0, Int(last.seconds - $0.seconds)) } ?? 0
    }

    /// When the nodes told the last time.
    var lastRound: Int64 { round }

    /// Whether a round lies between the last one and `instant`.
    func isDue(at instant: Instant) -> Bool { Self.round(at: instant) > round }

    mutating func begin(at instant: Instant) { round = Self.round(at: instant) }

    mutating func tell(_ id: GuestID, _ guest: ToldGuest?) { told[id] = guest }

    private static func round(at instant: Instant) -> Int64 { instant.milliseconds.floorDivided(by: milliseconds) }
}

extension Cluster {
    /// Lets the nodes tell if a round is due before `instant`: nothing has happened since, so what is now was so then.
    mutating func broadcast(before instant: Instant) {
        guard broadcast.isDue(at: instant) else { return }
        broadcast.begin(at: instant)
        for id in guests.takeTouched() { broadcast.tell(id, guests[id].map(told)) }
    }

    /// When the nodes tell of changes that the cluster does not know yet; nil if there are none.
    var nextBroadcast: Instant? {
        guard guests.hasTouched else { return nil }
        let round = now.milliseconds.floorDivided(by: Broadcast.milliseconds)
        return Instant(milliseconds: (round + 1) * Broadcast.milliseconds)
    }

    private func told(_ guest: Guest) -> Broadcast.ToldGuest {
        Broadcast.ToldGuest(
            name: guest.shownName, isTemplate: guest.file.isTemplate, figures: figures(of: guest),
            startedAt: guest.running?.startedAt)
    }
}

extension Guest {
    /// The name that lists show; Proxmox makes one up for a guest without.
    package var shownName: String {
        switch kind {
        case .container: file.current["hostname"] ?? "CT\(id)"
        case .machine: file.current["name"] ?? "VM \(id)"
        }
    }
}
