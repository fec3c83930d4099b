package import PhoenixModel

extension Cluster {
    /// Moves a guest to another node: a running container is stopped and started there, a running machine goes on.
    ///
    /// A managed guest is moved `byManager` alone; to everybody else it only stores the wish.
    package mutating func migrate(
        _ reference: GuestReference, to target: NodeName, restarts: Bool, isOnline: Bool = false,
        byManager: Bool = false
    ) throws(HostError) -> TaskID {
        let guest = try locate(reference)
        guard target != guest.node else { throw HostError.parameter("target", "target is local node.") }
        guard nodes[target] != nil else { throw HostError(.missing, "no such cluster node '\(target)'") }
        try requireOnline(target)
        if isManaged(guest), !byManager { return try requestMigration(of: guest, to: target) }
        try requireUnlocked(guest)
        if guest.kind == .container, guest.running != nil, !restarts, !isOnline {
            throw HostError(.refused, "can't migrate running container without --online or --restart")
        }
        var failure = migrationFailure(of: guest, to: target)
        if guest.kind == .container, guest.running != nil, !restarts {
            failure = HostError(.refused, "lxc live migration is currently not implemented")
        }
        if failure == nil {
            guests[guest.id]?.file.lock = "migrate"
            if guest.kind == .container {
                guests[guest.id]?.running?.isGoingDown = true
                guests[guest.id]?.runs.removeAll { !$0.isEnded }
            }
        }
        let moved = guest.volumes.filter { storages[$0.storage]?.isShared != true }
        let gibibytes = moved.reduce(0) { $0 + $1.sizeGibibytes }
        let milliseconds = timing[.migrate] + timing[.migratePerGibibyte] * gibibytes
        return begin(.migrate(to: target), on: guest, milliseconds: milliseconds, failure: failure)
    }

    private func migrationFailure(of guest: Guest, to target: NodeName) -> HostError? {
        for mount in guest.file.current.indexed("mp") where DiskText(mount.value).isBindMount {
            return HostError(.refused, "cannot migrate local bind mount point '\(mount.key)'")
        }
        if let device = guest.file.current.indexed("hostpci").first {
            return HostError(.refused, "can't migrate VM which uses local devices: \(device.key)")
        }
        for volume in guest.volumes where storages[volume.storage]?.isShared != true {
            guard let base = volume.base, DiskBase(volume: volume.volume) != nil else { continue }
            let kind = guest.kind == .container ? "volume" : "disk"
            let name = VolumeText.name(of: base)
            return HostError(.refused, "can't migrate local \(kind) '\(volume.volume)': clone of '\(name)'")
        }
        for volume in guest.volumes {
            guard let storage = storages[volume.storage], storage.isAvailable(on: target) else {
                return HostError(.refused, "storage '\(volume.storage)' is not available on node '\(target)'")
            }
        }
        return nil
    }

    mutating func finishMigration(of id: GuestID, to target: NodeName) throws(HostError) {
        guard let guest = guests[id] else { return }
        try requireOnline(target)
        for volume in guest.volumes {
            guard let storage = storages[volume.storage], !storage.isShared else { continue }
            guard volume.occupiedBytes <= storage.availableBytes(on: target) else {
                throw HostError(.noSpace, "migration aborted - not enough free space on storage '\(storage.name)'")
            }
        }
        let wasRunning = guest.running
        if guest.kind == .container { halt(id) }
        moveGuest(id, to: target)
        guests[id]?.file.lock = nil
        if guest.kind == .container, wasRunning != nil { try boot(id) }
    }

    /// The file and the disks are on the other node from now on.
    mutating func moveGuest(_ id: GuestID, to target: NodeName) {
        guard let guest = guests[id] else { return }
        for volume in guest.volumes where storages[volume.storage]?.isShared != true {
            storages[volume.storage]?.occupy(bytes: -volume.occupiedBytes, on: guest.node)
            storages[volume.storage]?.occupy(bytes: volume.occupiedBytes, on: target)
        }
        guests[id]?.node = target
    }
}
