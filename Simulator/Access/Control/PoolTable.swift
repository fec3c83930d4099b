/// All pools, and for every guest the one pool that it is in.
package struct PoolTable: Sendable, Equatable {
    /// By full name, `team/web`.
    private(set) var pools: [String: ResourcePool] = [:]
    /// Kept beside the pools because every question about a guest asks it.
    private var poolOfGuest: [Int: String] = [:]

    init() {}

    /// Ascending.
    package var names: [String] { pools.keys.sorted() }

    /// The pool of a full name.
    package subscript(name: String) -> ResourcePool? { pools[name] }

    /// The one pool of a guest; nil when it is in none.
    package func pool(ofGuest id: Int) -> String? { poolOfGuest[id] }

    /// A storage may be in several pools; ascending.
    package func pools(ofStorage name: String) -> [String] {
        pools.filter { $0.value.storages.contains(name) }.map(\.key).sorted()
    }

    /// The pools that lie directly in a pool, ascending.
    func children(of name: String) -> [String] {
        names.filter { Self.parent(of: $0) == name }
    }

    /// The pool in which a pool lies; nil at the top.
    static func parent(of name: String) -> String? {
        name.lastIndex(of: "/").map { String(name[..<$0]) }
    }

    /// Adds an empty pool if there is none of that name, and the pools in which it lies.
    mutating func add(_ name: String) {
        if pools[name] == nil { pools[name] = ResourcePool() }
        if let parent = Self.parent(of: name) { add(parent) }
    }

    mutating func remove(_ name: String) {
        for guest in pools[name]?.guests ?? [] { poolOfGuest[guest] = nil }
        pools[name] = nil
    }

    mutating func setComment(_ comment: String, of name: String) {
        pools[name]?.comment = comment
    }

    /// Puts a guest into a pool and takes it out of the one where it was.
    mutating func add(guest: Int, to name: String) {
        remove(guest: guest)
        guard pools[name] != nil else { return }
        pools[name]?.guests.insert(guest)
        poolOfGuest[guest] = name
    }

    mutating func remove(guest: Int) {
        guard let name = poolOfGuest.removeValue(forKey: guest) else { return }
        pools[name]?.guests.remove(guest)
    }

    mutating func add(storage: String, to name: String) {
        pools[name]?.storages.insert(storage)
    }

    mutating func remove(storage: String, from name: String) {
        pools[name]?.storages.remove(storage)
    }
}

extension PoolTable: Codable {
    /// A guest that stands in two pools stays in the first of them by name.
    package init(from decoder: any Decoder) throws {
        let read = try [String: ResourcePool](from: decoder)
        for (name, pool) in read.sorted(by: { $0.key < $1.key }) {
            add(name)
            pools[name]?.storages = pool.storages
            pools[name]?.comment = pool.comment
            for guest in pool.guests where poolOfGuest[guest] == nil { add(guest: guest, to: name) }
        }
    }

    /// Writes the same text for equal values.
    package func encode(to encoder: any Encoder) throws {
        try pools.encode(to: encoder)
    }
}
