package import PhoenixModel

/// Everything that a cluster answers about its nodes, as they are seen.
package struct NodeReader: Sendable {
    package var resources: [ResourceRow] = []
    package var mappings: [MappingRow] = []
    /// What each node tells of itself; a node that does not answer has nothing here.
    package var answers: [NodeName: NodeAnswers] = [:]
    /// Device nodes, of each node whose shell could be used.
    var devices: [NodeName: [String]] = [:]

    package init() {}

    /// Every node of the cluster, ascending by name.
    package var nodes: [ObservedNode] {
        resources.filter { $0.type == "node" }.compactMap { row in row.node.map { observed(NodeName($0), row) } }
            .sorted { $0.name < $1.name }
    }

    private func observed(_ name: NodeName, _ row: ResourceRow) -> ObservedNode {
        // A node is as offline as its silence makes it, whatever the others still tell of it.
        guard row.status == "online", let answers = answers[name] else {
            return ObservedNode(name: name, isOnline: false)
        }
        return ObservedNode(
            name: name, isOnline: true, cores: row.maxcpu?.value ?? 0,
            memoryMebibytes: (row.maxmem?.value ?? 0) / Self.bytesPerMebibyte,
            bridges: answers.networks.filter { Self.bridgeTypes.contains($0.type) }.map { BridgeName($0.iface) }
                .sorted(),
            storages: answers.storages.compactMap { storage($0, answers.contents) }.sorted { $0.name < $1.name },
            devices: devices[name] ?? [], mappedDevices: mappedDevices(on: name))
    }

    private func storage(_ row: StorageRow, _ contents: [ContentRow]) -> ObservedStorage? {
        guard row.enabled?.value ?? true, row.active?.value ?? true else { return nil }
        let images = images(on: row.storage, contents)
        return ObservedStorage(
            name: StorageName(row.storage), content: row.content.split(separator: ",").map(String.init).sorted(),
            isShared: row.shared?.value ?? false, canSnapshot: Self.snapshottingTypes.contains(row.type),
            totalGibibytes: (row.total?.value ?? 0) / Self.bytesPerGibibyte,
            availableGibibytes: (row.avail?.value ?? 0) / Self.bytesPerGibibyte,
            images: images.map(\.volid).sorted())
    }

    /// What guests are made from, as a node sees it on a storage.
    func images(on storage: String, of node: NodeName) -> [ContentRow] {
        images(on: storage, answers[node]?.contents ?? [])
    }

    private func images(on storage: String, _ contents: [ContentRow]) -> [ContentRow] {
        contents.filter { $0.volid.hasPrefix(storage + ":") && Self.imageContent.contains($0.content) }
    }

    /// The mappings that name a device of the node, ascending.
    func mappedDevices(on node: NodeName) -> [String] {
        mappings.filter { mapping in mapping.map.contains { Properties($0)["node"] == node.text } }.map(\.id).sorted()
    }

    static let bytesPerMebibyte = 1 << 20
    private static let bytesPerGibibyte = 1 << 30
    private static let bridgeTypes: Set<String> = ["bridge", "OVSBridge", "vnet"]
    private static let imageContent: Set<String> = ["vztmpl", "iso", "import"]
    /// Where containers' volumes can be snapshotted (PVE::Storage, `volume_has_feature`): raw files in folders cannot.
    private static let snapshottingTypes: Set<String> = ["btrfs", "lvmthin", "rbd", "zfspool"]
}
