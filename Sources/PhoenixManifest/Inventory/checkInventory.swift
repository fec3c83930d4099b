import PhoenixModel

/// Checks every guest against what the host has.
func checkInventory(
    _ guests: [ResolvedGuest], _ nodes: [ObservedNode], images: [String: FleetImage], _ findings: inout Findings
) {
    let inventory = Inventory(nodes)
    for guest in guests {
        guard let desired = guest.desired else { continue }
        var check = GuestInventoryCheck(guest: guest, desired: desired, inventory: inventory, images: images)
        check.run(&findings)
    }
    checkMemorySums(guests, inventory, &findings)
    checkStorageSums(guests, inventory, &findings)
}

/// The nodes by name. An offline node's facts are unknown: nothing is held against it.
struct Inventory {
    let nodes: [ObservedNode]
    private let byName: [NodeName: ObservedNode]

    init(_ nodes: [ObservedNode]) {
        self.nodes = nodes.sorted { $0.name < $1.name }
        byName = Dictionary(nodes.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    subscript(name: NodeName) -> ObservedNode? { byName[name] }

    /// The nodes that a guest may run on; empty if what they have is unknown.
    func candidates(for guest: DesiredGuest) -> [ObservedNode] {
        guard let name = guest.node else {
            return nodes.allSatisfy(\.isOnline) ? nodes : []
        }
        return byName[name].flatMap { $0.isOnline ? [$0] : nil } ?? []
    }
}

/// Memory of guests that start with their node should fit on it together.
private func checkMemorySums(_ guests: [ResolvedGuest], _ inventory: Inventory, _ findings: inout Findings) {
    var sums: [NodeName: (sum: Int, largest: ResolvedGuest)] = [:]
    for guest in guests where guest.desired?.configuration[.startAtBoot] == .startAtBoot(true) {
        guard let memory = guest.memoryMebibytes, let node = guest.desired?.node ?? inventory.onlyNode else { continue }
        guard !guest.merged.endsAsTemplate else { continue }
        let (sum, largest) = sums[node] ?? (0, guest)
        sums[node] = (sum + memory, (largest.memoryMebibytes ?? 0) < memory ? guest : largest)
    }
    for (name, entry) in sums.sorted(by: { $0.key < $1.key }) {
        guard let node = inventory[name], node.isOnline, entry.sum > node.memoryMebibytes else { continue }
        findings.note(
            .memoryOvercommitted, at: entry.largest.merged.place(of: .memory),
            "Guests that start with node \(name) have \(entry.sum) MiB of memory together, the node has \(node.memoryMebibytes)",
            remedy: "Lower memory_mb, or leave some of them out of start_at_boot")
    }
}

/// Thin storages may be promised more than they hold; that is worth knowing.
private func checkStorageSums(_ guests: [ResolvedGuest], _ inventory: Inventory, _ findings: inout Findings) {
    var sums: [String: (storage: ObservedStorage, sum: Int, largest: ResolvedGuest, size: Int)] = [:]
    for guest in guests {
        guard let name = guest.desired?.node ?? inventory.onlyNode, let node = inventory[name], node.isOnline else {
            continue
        }
        for volume in guest.desired?.configuration.volumes ?? [] {
            guard let storage = node.storages.first(where: { $0.name == volume.storage }) else { continue }
            let key = storage.isShared ? "\(storage.name)" : "\(storage.name) on \(name)"
            var entry = sums[key] ?? (storage, 0, guest, 0)
            entry.sum += volume.sizeGibibytes
            if volume.sizeGibibytes > entry.size { (entry.largest, entry.size) = (guest, volume.sizeGibibytes) }
            sums[key] = entry
        }
    }
    for (name, entry) in sums.sorted(by: { $0.key < $1.key }) where entry.sum > entry.storage.totalGibibytes {
        findings.note(
            .storageOvercommitted, at: entry.largest.merged.place(of: .diskSize),
            "Disks on storage \(name) are \(entry.sum) GiB together, the storage has \(entry.storage.totalGibibytes)",
            remedy: "Lower sizes, or use another storage for some")
    }
}

extension Inventory {
    /// Where guests run that name no node, if there is no choice.
    fileprivate var onlyNode: NodeName? { nodes.count == 1 ? nodes.first?.name : nil }
}
