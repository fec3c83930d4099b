/// How many keys of each name Proxmox has: its published schema writes `net[n]` and leaves the number out.
struct IndexedKeyCounts: Sendable, Hashable {
    let counts: [String: Int]

    func allow(_ key: IndexedKey) -> Bool {
        key.index < counts[key.name] ?? 0
    }
}
