package import PhoenixModel

extension Cluster {
    /// The guest at that place. Proxmox answers for a guest that moved as for one that never was; the kind tells them apart.
    package func locate(_ reference: GuestReference) throws(HostError) -> Guest {
        try requireOnline(reference.node)
        if let guest = guest(at: reference) { return guest }
        throw HostError(guests[reference.id] == nil ? .missing : .conflict, Self.missingText(reference))
    }

    /// The guest at that place; nil if there is none.
    package func guest(at reference: GuestReference) -> Guest? {
        guard let guest = guests[reference.id], guest.kind == reference.kind, guest.node == reference.node else {
            return nil
        }
        return guest
    }

    static func missingText(_ reference: GuestReference) -> String {
        let folder = reference.kind == .container ? "lxc" : "qemu-server"
        return "Configuration file 'nodes/\(reference.node)/\(folder)/\(reference.id).conf' does not exist"
    }

    @discardableResult
    package func requireOnline(_ name: NodeName) throws(HostError) -> Node {
        guard let node = nodes[name] else {
            throw HostError(.missing, "hostname lookup '\(name)' failed - failed to get address info for: \(name)")
        }
        guard node.isOnline else { throw HostError(.nodeOffline, "No route to host") }
        return node
    }

    /// Neither a lock in its file nor a worker that holds it.
    package func requireUnlocked(_ guest: Guest) throws(HostError) {
        if let failure = lockFailure(of: guest) { throw failure }
        if guest.workingTask != nil { throw HostError(.busy, Self.lockTimeoutText(guest.reference)) }
    }

    /// What a task meets that finds a lock in the file.
    func lockFailure(of guest: Guest, ignoring harmless: Set<String> = []) -> HostError? {
        guard let lock = guest.file.lock, !harmless.contains(lock) else { return nil }
        return HostError(.locked, "\(guest.kind.title) is locked (\(lock))")
    }

    static func lockTimeoutText(_ reference: GuestReference) -> String {
        let file =
            reference.kind == .container
            ? "/run/lock/lxc/pve-config-\(reference.id).lock" : "/var/lock/qemu-server/lock-\(reference.id).conf"
        return "can't lock file '\(file)' - got timeout"
    }

    /// The storage, if it exists, is there on the node, and may hold that kind of guest's disks.
    func requireStorage(_ name: StorageName, on node: NodeName, for kind: GuestKind) throws(HostError) -> Storage {
        let storage = try requireStorage(name, on: node)
        guard storage.content.contains(kind == .container ? "rootdir" : "images") else {
            throw HostError(
                .refused,
                kind == .container
                    ? "storage '\(name)' does not support container directories"
                    : "storage '\(name)' does not support content-type 'images'")
        }
        return storage
    }

    /// The storage, if it exists, is switched on and is there on the node.
    package func requireStorage(_ name: StorageName, on node: NodeName) throws(HostError) -> Storage {
        let storage = try requireStorage(name)
        if storage.isDisabled { throw HostError(.refused, "storage '\(name)' is disabled") }
        guard storage.isAvailable(on: node) else {
            throw HostError(.refused, "storage '\(name)' is not available on node '\(node)'")
        }
        return storage
    }

    /// The lowest number that is free, from 100 on; nobody reserves it.
    package var nextNumber: Int {
        var number = GuestID.validNumbers.lowerBound
        while let id = GuestID(number), guests[id] != nil { number += 1 }
        return number
    }

    /// A hardware address of Proxmox's own range.
    mutating func newHardwareAddress() -> String {
        let digits = String(random.next(below: 1 << 24), radix: 16, uppercase: true)
        let padded = Array(String(repeating: "0", count: 6 - digits.count) + digits)
        return "BC:24:11:\(padded[0])\(padded[1]):\(padded[2])\(padded[3]):\(padded[4])\(padded[5])"
    }
}
