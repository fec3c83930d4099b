/// What follows the life of guests and storages.
extension AccessControl {
    /// Puts a new guest into the pool that its creation named; nothing happens when the pool is gone.
    package mutating func add(guest id: Int, toPool name: String) {
        pools.add(guest: id, to: name)
    }

    /// Forgets a destroyed guest: its place in a pool and what was given on it.
    package mutating func forget(guest id: Int) {
        pools.remove(guest: id)
        accessList.removeTree(at: "/vms/\(id)")
    }

    /// Forgets a removed storage: its places in pools and what was given on it.
    package mutating func forget(storage name: String) {
        for pool in pools.pools(ofStorage: name) { pools.remove(storage: name, from: pool) }
        accessList.removeTree(at: "/storage/\(name)")
    }
}
