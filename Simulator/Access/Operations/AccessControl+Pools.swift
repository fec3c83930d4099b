/// Changes of pools, with Proxmox's refusals.
extension AccessControl {
    /// Adds an empty pool; the pool in which it lies must exist.
    package mutating func addPool(_ name: String, comment: String? = nil) throws(AccessFailure) {
        do throws(AccessFailure) {
            guard pools[name] == nil else { throw .failed("pool '\(name)' already exists") }
            let parent = PoolTable.parent(of: name)
            if let parent, pools[parent] == nil {
                throw .failed("parent '\(parent)' of pool '\(name)' does not exist")
            }
            let leaf = name.dropFirst(parent.map { $0.count + 1 } ?? 0)
            guard let first = leaf.utf8.first, NameRule.isLetter(first) else {
                throw .failed("pool name must start with a letter")
            }
        } catch { throw error.during("create pool failed") }
        pools.add(name)
        pools.setComment(comment ?? "", of: name)
    }

    /// Lets members join or leave a pool; all of it or nothing.
    ///
    /// - Parameter identity: Who asks; it needs the right to change permissions on every member.
    package mutating func changePool(
        _ name: String, _ change: PoolChange, as identity: Identity = .root
    ) throws(AccessFailure) {
        var changed = pools
        do throws(AccessFailure) {
            try requireExistingPool(name)
            if let comment = change.comment { changed.setComment(comment, of: name) }
            let rights = rights(of: identity)
            for text in change.guests {
                try rights.requirePermissionsModify(on: "/vms/\(text)")
                try changed.change(guest: text, of: name, change, rights)
            }
            for storage in change.storages {
                try rights.requirePermissionsModify(on: "/storage/\(storage)")
                try changed.change(storage: storage, of: name, change)
            }
        } catch { throw error.during("update pools failed") }
        pools = changed
    }

    /// Removes a pool without members and what was given on it.
    ///
    /// - Parameters:
    ///   - guestExists: Guests that are gone do not keep a pool.
    ///   - storageExists: Nor do storages that are gone.
    package mutating func removePool(
        _ name: String, guestExists: (Int) -> Bool, storageExists: (String) -> Bool
    ) throws(AccessFailure) {
        do throws(AccessFailure) {
            let pool = try requireExistingPool(name)
            if let child = pools.children(of: name).first {
                throw .failed("pool '\(name)' is not empty (contains pool '\(child)')")
            }
            if let guest = pool.guests.sorted(by: { String($0) < String($1) }).first(where: guestExists) {
                throw .failed("pool '\(name)' is not empty (contains VM \(guest))")
            }
            if let storage = pool.storages.sorted().first(where: storageExists) {
                throw .failed("pool '\(name)' is not empty (contains storage '\(storage)')")
            }
        } catch { throw error.during("delete pool failed") }
        pools.remove(name)
        // Proxmox forgets what was given on a pool only at the top: entries of a nested pool stay.
        if PoolTable.parent(of: name) == nil { accessList.removeTree(at: "/pool/\(name)") }
    }

    @discardableResult
    private func requireExistingPool(_ name: String) throws(AccessFailure) -> ResourcePool {
        guard let pool = pools[name] else { throw .failed("pool '\(name)' does not exist") }
        return pool
    }
}

extension PoolTable {
    fileprivate mutating func change(
        guest text: String, of name: String, _ change: PoolChange, _ rights: Rights
    ) throws(AccessFailure) {
        guard let guest = Int(text) else { throw .failed("VM \(text) is not a pool member") }
        let current = pool(ofGuest: guest)
        if change.removes {
            guard current == name else { throw .failed("VM \(text) is not a pool member") }
            return remove(guest: guest)
        }
        if current == name { throw .failed("VM \(text) is already a pool member") }
        if let current {
            guard change.allowsMove else {
                throw .failed("VM \(text) belongs already to pool '\(current)' and 'allow-move' is not set")
            }
            try rights.require([.poolAllocate], on: "/pool/\(current)")
        }
        add(guest: guest, to: name)
    }

    fileprivate mutating func change(
        storage: String, of name: String, _ change: PoolChange
    ) throws(AccessFailure) {
        let isMember = self[name]?.storages.contains(storage) == true
        if change.removes {
            guard isMember else { throw .failed("Storage '\(storage)' is not a pool member") }
            remove(storage: storage, from: name)
        } else {
            if isMember { throw .failed("Storage '\(storage)' is already a pool member") }
            add(storage: storage, to: name)
        }
    }
}
