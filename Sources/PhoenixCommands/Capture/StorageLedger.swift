import PhoenixModel
import PhoenixProxmox
import PhoenixSimulator

/// Accounts for a storage's use, so that the copy has exactly as much room as the original.
///
/// What a volume takes up on the original is not known: thin ones take less than their size, and snapshots take more. So a
/// volume counts with its size as long as all of them fit into what is in use, or else with its share of it; what is in use
/// beyond that belongs to nobody in particular.
struct StorageLedger: Sendable {
    private let original: HostInventory.Storage
    private let allNodes: [NodeName]

    init(_ original: HostInventory.Storage, allNodes: [NodeName]) {
        self.original = original
        self.allNodes = allNodes
    }

    /// The storage with these guests' volumes on it.
    func storage(holding guests: [Guest]) -> Storage {
        let capacities = original.rooms.map(\.capacityGibibytes)
        let usual = capacities.max() ?? 0
        return Storage(
            name: original.name, kind: StorageKind(like: original), content: original.content,
            isShared: original.isShared, capacityGibibytes: usual,
            rooms: original.rooms.compactMap { room in
                let others = room.usedBytes - filesBytes(room) - volumesBytes(guests, room)
                let capacity = room.capacityGibibytes == usual ? nil : room.capacityGibibytes
                guard capacity != nil || others > 0 else { return nil }
                return StorageRoom(node: room.node, capacityGibibytes: capacity, otherBytes: others)
            }, nodes: Set(original.nodes) == Set(allNodes) ? nil : original.nodes, images: images)
    }

    /// Gives a guest's volumes on this storage what they take up there.
    func fitted(among guests: [Guest]) -> (Guest) -> Guest {
        { guest in
            guard let room = original.rooms.first(where: { $0.node == nil || $0.node == guest.node }) else {
                return guest
            }
            let (budget, all) = (budgetBytes(room), sizes(guests, room).reduce(0, +))
            guard all > budget else { return guest }
            var fitted = guest
            fitted.resize { volume in
                guard volume.storage == original.name else { return volume.occupiedBytes }
                return Self.share(of: volume.sizeBytes, in: all, of: budget)
            }
            return fitted
        }
    }

    /// Rounded down, so that all shares together are no more than there is.
    private static func share(of part: Int, in whole: Int, of budget: Int) -> Int {
        Int(Double(part) / Double(whole) * Double(budget))
    }

    /// How much of what is in use can be volumes.
    private func budgetBytes(_ room: HostInventory.Room) -> Int { room.usedBytes - filesBytes(room) }

    /// What the volumes in that room take up together.
    private func volumesBytes(_ guests: [Guest], _ room: HostInventory.Room) -> Int {
        let sizes = sizes(guests, room)
        let (budget, all) = (budgetBytes(room), sizes.reduce(0, +))
        guard all > budget else { return all }
        return sizes.reduce(0) { $0 + Self.share(of: $1, in: all, of: budget) }
    }

    /// The size of each volume in that room.
    private func sizes(_ guests: [Guest], _ room: HostInventory.Room) -> [Int] {
        guests.filter { room.node == nil || $0.node == room.node }.flatMap(\.volumes)
            .filter { $0.storage == original.name }.map(\.sizeBytes)
    }

    private func filesBytes(_ room: HostInventory.Room) -> Int {
        images.filter { room.node == nil || $0.node == nil || $0.node == room.node }.reduce(0) { $0 + $1.sizeBytes }
    }

    /// Files that pretend to be larger than all that is in use are told smaller.
    private var images: [StoredImage] {
        original.images.map { image in
            let rooms = original.rooms.filter { $0.node == nil || image.node == nil || $0.node == image.node }
            let sizes = rooms.map { room in
                let all = original.images.filter { room.node == nil || $0.node == nil || $0.node == room.node }
                    .reduce(0) { $0 + $1.sizeBytes }
                return all > room.usedBytes
                    ? Self.share(of: image.sizeBytes, in: all, of: room.usedBytes) : image.sizeBytes
            }
            return StoredImage(volume: image.volume, sizeBytes: sizes.min() ?? image.sizeBytes, node: image.node)
        }
    }
}

extension HostInventory.Room {
    /// Whole GiB, as plans count.
    fileprivate var capacityGibibytes: Int { totalBytes >> 30 }

    /// Of those, what is not available.
    fileprivate var usedBytes: Int {
        let capacityBytes = capacityGibibytes << 30
        return capacityBytes - min(availableBytes, capacityBytes)
    }
}

extension StorageKind {
    /// The same plugin, or the one that is most like it in what Phoenix sees: whether it is shared, and that containers' disks
    /// cannot be snapshotted there.
    init(like storage: HostInventory.Storage) {
        if let kind = StorageKind(rawValue: storage.plugin) {
            self = kind
        } else if Self.blockPlugins.contains(storage.plugin) {
            self = .lvm
        } else {
            self = storage.isShared ? .nfs : .directory
        }
    }

    /// Says that another plugin stands for the original's.
    static func substitution(for storage: HostInventory.Storage) -> String? {
        guard StorageKind(rawValue: storage.plugin) == nil else { return nil }
        return "that storage \(storage.name) is of type '\(storage.plugin)', which the simulator does not have: "
            + "it is told as '\(StorageKind(like: storage).rawValue)'"
    }

    /// Their volumes are no files.
    private static let blockPlugins: Set<String> = ["iscsi", "iscsidirect", "zfs"]
}
