import PhoenixModel

extension Cluster {
    /// Values as Proxmox writes them, checked as far as it checks them at once.
    mutating func normalised(
        _ values: [String: String], for reference: GuestReference, current: GuestSection
    ) throws(HostError) -> [(key: String, value: String)] {
        var result: [(key: String, value: String)] = []
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            result.append((key, try normalised(key, value, for: reference, current: current)))
        }
        return result
    }

    private mutating func normalised(
        _ key: String, _ value: String, for reference: GuestReference, current: GuestSection
    ) throws(HostError) -> String {
        if ConfigurationKey.index(of: key, after: "net") != nil {
            return normalisedNetwork(value, kind: reference.kind)
        }
        if ConfigurationKey.index(of: key, after: "dev") != nil {
            try requireDevice(PropertyString(value, defaultKey: "path")["path"], on: reference.node)
            return value
        }
        if ConfigurationKey.isAttachedVolume(key) {
            try requireDisk(key, DiskText(value), for: reference, current: current)
            return value
        }
        switch key {
        case "tags":
            return ConfigurationText.tags(value)
        case "nameserver", "searchdomain":
            return ConfigurationText.tagList(value).joined(separator: " ")
        case "unprivileged" where reference.kind == .container:
            throw HostError(.refused, "unable to modify read-only option: 'unprivileged'")
        default:
            return value
        }
    }

    /// A container's interface gains hardware address and type; a machine's carries the address behind its model.
    private mutating func normalisedNetwork(_ value: String, kind: GuestKind) -> String {
        var network = PropertyString(value)
        if let firewall = network["firewall"] { network["firewall"] = ConfigurationText.isTrue(firewall) ? "1" : "0" }
        guard kind == .machine else {
            if network["hwaddr"] == nil { network["hwaddr"] = newHardwareAddress() }
            network["type"] = "veth"
            return network.text(leading: ["name"])
        }
        let model = MachineNetworkModel.model(of: network) ?? "virtio"
        // A model without an address reads as a switch.
        if network[model] == nil || network[model] == "1" { network[model] = newHardwareAddress() }
        return network.text(leading: [model])
    }

    func requireDevice(_ path: String?, on name: NodeName) throws(HostError) {
        guard let path, !path.isEmpty else { throw HostError(.refused, "Path has to be defined") }
        guard nodes[name]?.devices.contains(path) == true else {
            throw HostError(.missing, "Device \(path) does not exist")
        }
    }

    private func requireDisk(
        _ key: String, _ disk: DiskText, for reference: GuestReference, current: GuestSection
    ) throws(HostError) {
        if current["protection"].map(ConfigurationText.isTrue) == true {
            throw HostError(
                .refused,
                "can't update \(reference.kind.title) \(reference.id) drive '\(key)' - protection mode enabled")
        }
        guard !disk.isBindMount, disk.properties["media"] != "cdrom", disk.file != "none" else { return }
        if disk.allocationGibibytes != nil {
            try requireStorageForDisk(disk.storage, for: reference)
        } else if guests[reference.id]?.volumes.contains(where: { $0.volume == disk.file }) != true {
            throw HostError(.missing, "volume '\(disk.file)' does not exist")
        }
    }
}

extension Cluster {
    /// A container that exists is told in other words than one to be made.
    private func requireStorageForDisk(_ name: StorageName, for reference: GuestReference) throws(HostError) {
        if reference.kind == .container, guests[reference.id] != nil, let storage = storages[name],
            !storage.content.contains("rootdir")
        {
            throw HostError(.refused, "storage '\(name)' does not allow content type 'rootdir' (Container)")
        }
        _ = try requireStorage(name, on: reference.node, for: reference.kind)
    }
}

/// The network cards that a machine may be given.
enum MachineNetworkModel {
    private static let known = ["virtio", "e1000", "e1000e", "rtl8139", "vmxnet3"]

    /// The key that carries the hardware address.
    static func model(of network: PropertyString) -> String? {
        network["model"] ?? known.first { network[$0] != nil }
    }
}
