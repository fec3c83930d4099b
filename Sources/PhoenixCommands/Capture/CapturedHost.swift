import PhoenixModel
import PhoenixProxmox
import PhoenixSimulator

/// A simulated cluster that is like a real one, as far as its inventory tells.
struct CapturedHost: Sendable {
    let cluster: Cluster
    /// What is not in it, or only in the likeness of something else, each a sentence without a full stop.
    let omissions: [String]

    /// The same inventory gives the same cluster. Its time is the built-in scenarios': when it was taken is no part of it.
    init(_ inventory: HostInventory) {
        let nodes = inventory.nodes.map(Node.init)
        let guests = inventory.guests.map(Guest.init)
        var storages: [Storage] = []
        var owned: [Guest] = guests
        for storage in inventory.storages {
            let ledger = StorageLedger(storage, allNodes: nodes.map(\.name))
            storages.append(ledger.storage(holding: guests))
            owned = owned.map(ledger.fitted(among: guests))
        }
        cluster = Cluster(nodes: nodes, storages: storages, guests: owned)
        omissions = inventory.omissions + inventory.storages.compactMap(StorageKind.substitution)
    }
}

extension Node {
    fileprivate init(_ node: HostInventory.Node) {
        self.init(
            name: node.name, isOnline: node.isOnline, cores: node.cores, memoryMebibytes: node.memoryMebibytes,
            bridges: node.bridges, devices: node.devices, mappedDevices: node.mappedDevices)
    }
}

extension Guest {
    /// A guest that runs was started long ago, with the file as it is.
    fileprivate init(_ guest: HostInventory.Guest) {
        let file = GuestFile(kind: guest.reference.kind, text: guest.config)
        let longAgo = Instant(milliseconds: 0)
        self.init(
            id: guest.reference.id, node: guest.reference.node, file: file, firewall: guest.firewall,
            running: guest.isRunning
                ? Running(startedAt: longAgo, answersAt: longAgo, rawLines: file.current.rawLines) : nil)
    }
}
