import PhoenixModel

/// Whose disks rest on whose, as far as the names of volumes show it.
///
/// Proxmox destroys no guest whose disks others share, and moves no disk of theirs to another node's storage.
struct LinkedClones {
    /// What each linked clone's disks rest on.
    private let bases: [GuestID: [DiskBase]]
    /// The linked clones of each guest, ascending.
    private let clones: [GuestID: [GuestID]]

    init(_ observed: ObservedState) {
        let places = Dictionary(
            observed.guests.map { ($0.id, $0.reference.node) }, uniquingKeysWith: { first, _ in first })
        var bases: [GuestID: [DiskBase]] = [:]
        var clones: [GuestID: [GuestID]] = [:]
        for guest in observed.guests where !guest.diskBases.isEmpty {
            bases[guest.id] = guest.diskBases
            // A template that somebody moved has left what its clones rest on behind.
            let here = guest.reference.node
            let kept = guest.diskBases.filter { places[$0.guest] == here || observed.isShared($0.storage, on: here) }
            for base in Set(kept.map(\.guest)) { clones[base, default: []].append(guest.id) }
        }
        self.bases = bases
        self.clones = clones.mapValues { $0.sorted() }
    }

    /// How many clonings lie between a guest's disks and those that it all began with.
    func depth(of guest: GuestID) -> Int {
        var depth = 0
        var below: Set<GuestID> = [guest]
        while depth < Self.mostDepth {
            below = Set(below.flatMap { bases[$0, default: []].map(\.guest) })
            if below.isEmpty { break }
            depth += 1
        }
        return depth
    }

    /// Why a guest cannot be destroyed; nil if nobody shares its disks but guests that are gone by then.
    func obstacle(toDestroying guest: GuestID, after gone: Set<GuestID> = []) -> Obstacle? {
        let left = clones[guest, default: []].filter { !gone.contains($0) }
        guard !left.isEmpty else { return nil }
        return Obstacle(
            .sharedDisks, "\(Self.sharing(left)) its disks as linked clones",
            remedy: "remove them first, or move their disks to another storage, which gives them disks of their own")
    }

    /// Why a guest cannot be moved; nil if none of its disks is shared with another guest there.
    ///
    /// - Parameter isShared: whether the other node has the same volumes on a storage.
    func obstacle(toMoving guest: GuestReference, isShared: (StorageName) -> Bool) -> Obstacle? {
        let node = guest.node
        if let base = bases[guest.id, default: []].first(where: { !isShared($0.storage) }) {
            return Obstacle(
                .sharedDisks, "it is a linked clone of guest \(base.guest), whose disks are on node \(node) only",
                remedy: "name node \(node), or move its disks to another storage, which gives it disks of its own")
        }
        let left = clones[guest.id, default: []].filter { clone in
            bases[clone, default: []].contains { $0.guest == guest.id && !isShared($0.storage) }
        }
        guard !left.isEmpty else { return nil }
        return Obstacle(
            .sharedDisks, "\(Self.sharing(left)) its disks on node \(node) as linked clones",
            remedy: "name node \(node), or remove them first")
    }

    private static func sharing(_ guests: [GuestID]) -> String {
        guard guests.count > 1 else { return "guest \(guests.map { "\($0)" }.joined()) shares" }
        let names = guests.prefix(mostNames).map { "\($0)" }.joined(separator: ", ")
        return "guests \(names)\(guests.count > mostNames ? " and \(guests.count - mostNames) more" : "") share"
    }

    private static let mostNames = 5
    /// Nobody clones so often; the bound ends a circle, should a host show one.
    private static let mostDepth = 32
}

extension ObservedState {
    fileprivate func isShared(_ storage: StorageName, on node: NodeName) -> Bool {
        nodes.first { $0.name == node }?.storages.first { $0.name == storage }?.isShared == true
    }
}
