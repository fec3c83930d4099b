import PhoenixModel

extension Guest {
    /// The guest as Phoenix sees it; what runs inside cannot be seen from outside.
    mutating func observed() -> ObservedGuest {
        let inForce = running?.rawLines ?? file.current.rawLines
        let current = SettingReader(kind, file.current, rawLines: inForce, firewall: firewall).configuration
        return ObservedGuest(
            reference: reference, mark: mark,
            power: running == nil ? .stopped : .running, isTemplate: file.isTemplate, lock: file.lock,
            configuration: current, pending: pendingSettings(current: current, rawLinesInForce: inForce),
            isUnprivileged: kind == .machine || file.current["unprivileged"].map(ConfigurationText.isTrue) ?? false,
            snapshots: file.snapshotsByAge,
            diskBases: Set(volumes.compactMap { DiskBase(volume: $0.volume) }).sorted())
    }

    fileprivate mutating func refreshedSight() -> ObservedGuest {
        if let sight { return sight }
        let sight = observed()
        self.sight = sight
        return sight
    }

    private func pendingSettings(current: Configuration, rawLinesInForce: [RawLine]) -> PendingSettings {
        if file.pending.isEmpty, file.current.rawLines == rawLinesInForce { return PendingSettings() }
        let section = file.pending.applied(to: file.current)
        let next = SettingReader(kind, section, rawLines: section.rawLines, firewall: firewall).configuration
        return PendingSettings(
            changed: Configuration(next.all.filter { current[$0.key] != $0 }),
            removed: current.keys.filter { next[$0] == nil })
    }
}

extension Cluster {
    /// Everything that can be seen of the cluster now, in canonical form.
    mutating func sight() -> ObservedState {
        // Numbers are sorted and not sights, which are large to move about.
        var seen: [ObservedGuest] = []
        seen.reserveCapacity(guests.count)
        for id in guests.keys.sorted() {
            guard var sight = guests[id]?.refreshedSight() else { continue }
            if nodes[sight.reference.node]?.isOnline != true { sight.power = .unknown }
            seen.append(sight)
        }
        let running = tasks.visibleWorking.filter { nodes[$0.node]?.isOnline == true }.map {
            RunningTask(
                id: $0.id, node: $0.node, guest: $0.guest, operation: $0.operation, fileName: $0.fileName)
        }
        return ObservedState(
            takenAt: now, nodes: nodesByName.map(sight), guests: seen, runningTasks: running)
    }

    private func sight(of node: Node) -> ObservedNode {
        guard node.isOnline else { return ObservedNode(name: node.name, isOnline: false) }
        let seen = storagesByName.filter { $0.isAvailable(on: node.name) }.map { storage in
            ObservedStorage(
                name: storage.name, content: storage.content, isShared: storage.isShared,
                canSnapshot: storage.kind.canSnapshot(.container),
                totalGibibytes: storage.capacityGibibytes(on: node.name),
                availableGibibytes: storage.availableGibibytes(on: node.name),
                images: storage.images(on: node.name).filter(\.isImage).map(\.volume))
        }
        return ObservedNode(
            name: node.name, isOnline: true, cores: node.cores, memoryMebibytes: node.memoryMebibytes,
            bridges: node.bridges, storages: seen, devices: node.devices, mappedDevices: node.mappedDevices)
    }
}
