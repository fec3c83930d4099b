import PhoenixModel

/// The cluster's storages, put together from what each node tells of them.
struct StorageSight {
    private let reader: NodeReader
    private let nodes: [ObservedNode]

    init(_ reader: NodeReader) {
        self.reader = reader
        nodes = reader.nodes
    }

    /// Every storage that can be used somewhere, ascending by name.
    var storages: [HostInventory.Storage] {
        let names = nodes.flatMap { rows(on: $0.name).map(\.storage) }
        return Set(names).sorted().compactMap(storage)
    }

    private func storage(_ name: String) -> HostInventory.Storage? {
        let told = nodes.compactMap { node in
            rows(on: node.name).first { $0.storage == name }.map { (node: node.name, row: $0) }
        }
        guard let first = told.first?.row else { return nil }
        let isShared = first.shared?.value ?? false
        let offline = nodes.filter { !$0.isOnline && isConfigured(name, on: $0.name) }.map(\.name)
        let places = isShared ? told.prefix(1) : told[...]
        return HostInventory.Storage(
            name: StorageName(name), plugin: first.type,
            content: first.content.split(separator: ",").map(String.init).sorted(), isShared: isShared,
            nodes: (told.map(\.node) + offline).sorted(),
            rooms: places.map { node, row in
                HostInventory.Room(
                    node: isShared ? nil : node, totalBytes: row.total?.value ?? 0,
                    availableBytes: row.avail?.value ?? 0)
            }, images: images(on: name, nodes: told.map(\.node), isShared: isShared))
    }

    /// Those that the node can use now.
    private func rows(on node: NodeName) -> [StorageRow] {
        (reader.answers[node]?.storages ?? []).filter { ($0.enabled?.value ?? true) && ($0.active?.value ?? true) }
    }

    /// The cluster's list has every storage that a node may use, also of nodes that are offline.
    private func isConfigured(_ name: String, on node: NodeName) -> Bool {
        reader.resources.contains { $0.type == "storage" && $0.node == node.text && $0.storage == name }
    }

    private func images(on storage: String, nodes: [NodeName], isShared: Bool) -> [HostInventory.Image] {
        var sizes: [String: [NodeName: Int]] = [:]
        for node in nodes {
            for row in reader.images(on: storage, of: node) {
                sizes[row.volid, default: [:]][node] = row.size?.value ?? 0
            }
        }
        return sizes.sorted { $0.key < $1.key }.flatMap { volume, places in
            let bytes = Set(places.values)
            if isShared || (places.count == nodes.count && bytes.count == 1) {
                return [HostInventory.Image(volume: volume, sizeBytes: bytes.max() ?? 0, node: nil)]
            }
            return places.sorted { $0.key < $1.key }.map {
                HostInventory.Image(volume: volume, sizeBytes: $0.value, node: $0.key)
            }
        }
    }
}
