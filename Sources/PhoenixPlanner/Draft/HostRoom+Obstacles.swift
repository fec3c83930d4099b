import PhoenixModel

extension HostRoom {
    /// The first reason why `configuration` cannot be had on a node; nil if nothing stands in the way.
    ///
    /// - Parameter newGibibytes: the space that is needed on each storage, beyond what the guest already has.
    func obstacle(
        to settings: [Setting], kind: GuestKind, image: String? = nil, newGibibytes: [StorageName: Int],
        on name: NodeName
    ) -> Obstacle? {
        guard let node = nodes[name] else {
            return Obstacle(
                .unknownNode, "the host has no node \(name)",
                remedy: "name one of \(listed(nodes.keys.map(\.text)))")
        }
        guard node.isOnline else {
            return Obstacle(.nodeOffline, "node \(name) is offline", remedy: "bring it back, or wish for another node")
        }
        if let image, case .failure(let obstacle) = supply(of: image, on: node) { return obstacle }
        for setting in settings {
            if let obstacle = obstacle(to: setting, kind: kind, on: node) { return obstacle }
        }
        return spaceObstacle(newGibibytes, on: name)
    }

    private func obstacle(to setting: Setting, kind: GuestKind, on node: ObservedNode) -> Obstacle? {
        switch setting {
        case .memory(let mebibytes) where mebibytes > node.memoryMebibytes:
            Obstacle(
                .memoryTooLarge, "it wants \(mebibytes) MiB of memory; node \(node.name) has \(node.memoryMebibytes)",
                remedy: "lower memory_mb to what the node can give")
        case .rootDisk(let volume), .volume(_, let volume):
            storageObstacle(volume.storage, content: kind == .container ? "rootdir" : "images", on: node)
        case .network(_, let interface) where !node.bridges.contains(interface.bridge):
            Obstacle(
                .unknownBridge, "node \(node.name) has no bridge \(interface.bridge)",
                remedy: "use one of \(listed(node.bridges.map(\.text)))")
        case .device(_, let device): deviceObstacle(device, on: node)
        default: nil
        }
    }

    private func storageObstacle(_ name: StorageName, content: String, on node: ObservedNode) -> Obstacle? {
        guard let storage = storage(name, on: node.name) else {
            return Obstacle(
                .unknownStorage, "node \(node.name) has no storage \(name)",
                remedy: "use one of \(listed(node.storages.map(\.name.text)))")
        }
        guard storage.content.contains(content) else {
            let able = node.storages.filter { $0.content.contains(content) }.map(\.name.text)
            return Obstacle(
                .storageContent, "storage \(name) on \(node.name) does not hold guests' disks (content '\(content)')",
                remedy: "use one of \(listed(able)), or allow that content on it")
        }
        return nil
    }

    private func deviceObstacle(_ device: Device, on node: ObservedNode) -> Obstacle? {
        switch device {
        case .node(let path, _) where !node.devices.contains(path):
            Obstacle(
                .unknownDevice, "node \(node.name) has no device \(path)",
                remedy: "install its driver on the node, or wish for another node")
        case .mappedPCI(let mapping) where !node.mappedDevices.contains(mapping):
            Obstacle(
                .unknownDevice, "the cluster maps no PCI device '\(mapping)' on node \(node.name)",
                remedy: "add the mapping in Proxmox (Datacenter, Resource Mappings)")
        default: nil
        }
    }

    private func spaceObstacle(_ newGibibytes: [StorageName: Int], on node: NodeName) -> Obstacle? {
        for (storage, needed) in newGibibytes.sorted(by: { $0.key < $1.key }) where needed > 0 {
            guard let available = availableGibibytes(on: node, storage: storage), available < needed else { continue }
            return Obstacle(
                .storageFull,
                "it needs \(needed) GiB on \(storage) of \(node), where \(max(0, available)) GiB are left",
                remedy: "free space there, or use another storage")
        }
        return nil
    }

    func listed(_ names: [String]) -> String {
        names.isEmpty ? "those the node has (none now)" : names.sorted().prefix(8).joined(separator: ", ")
    }
}
