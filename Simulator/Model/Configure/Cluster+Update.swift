package import PhoenixModel

extension Cluster {
    /// Changes a guest's configuration as `PUT …/config` does: at once, and what a running guest cannot take waits.
    ///
    /// Returns what Proxmox would warn about. Refusals of a container leave everything as it was, but for what is met
    /// when its LXC file is written anew: then all is saved already. A machine's pending part is saved step by step.
    @discardableResult
    package mutating func update(
        _ reference: GuestReference, _ update: ConfigurationUpdate, by requester: Requester = .root
    ) throws(HostError) -> [String] {
        switch reference.kind {
        case .container:
            return try updateContainer(reference, update, by: requester)
        case .machine:
            let verified = try verifiedMachineUpdate(reference, update, by: requester)
            return try updateMachine(reference, verified, by: requester)
        }
    }

    /// Whether another setting, or a snapshot, names the volume.
    func isVolumeInUse(_ volume: String, of file: GuestFile, besides key: String) -> Bool {
        let sections = [file.pending.section] + file.snapshots.values
        return file.current.names(volume, besides: key) || sections.contains { $0.names(volume, besides: nil) }
    }

    /// Shares of processor time, in the range that control groups of version 2 take.
    static func clampedShares(_ text: String) -> String { Int(text).map { String(min(max($0, 1), 10_000)) } ?? text }

    /// What waits is put into force when a guest starts.
    mutating func applyPending(of id: GuestID) throws(HostError) {
        guard let guest = guests[id], !guest.file.pending.isEmpty else { return }
        switch guest.kind {
        case .container: try applyContainerPending(of: id)
        case .machine: try applyMachinePending(of: id)
        }
    }

    /// The bridge that a network of a file is on and that is not there; nil for any other setting.
    func missingBridge(_ key: String, _ value: String, on node: NodeName) -> String? {
        guard ConfigurationKey.index(of: key, after: "net") != nil, let bridge = PropertyString(value)["bridge"]
        else { return nil }
        return nodes[node]?.bridges.contains(BridgeName(bridge)) == true ? nil : bridge
    }

    /// The same network with an address of its own.
    mutating func withNewAddress(_ text: String, kind: GuestKind) -> String {
        switch kind {
        case .container:
            var network = ContainerNetwork(text)
            network.hardwareAddress = newHardwareAddress()
            return network.text
        case .machine:
            var network = MachineNetwork(text)
            network.hardwareAddress = newHardwareAddress()
            return network.text
        }
    }

    /// Networks gain what Proxmox adds: an address, and what it normalises.
    mutating func completedNetwork(_ text: String, kind: GuestKind) -> String {
        switch kind {
        case .container:
            var network = ContainerNetwork(text)
            if network.hardwareAddress == nil { network.hardwareAddress = newHardwareAddress() }
            return network.text
        case .machine:
            var network = MachineNetwork(text)
            // Switched on without an address by somebody who took the model for a switch.
            if network.hardwareAddress == nil || network.hardwareAddress == "1" {
                network.hardwareAddress = newHardwareAddress()
            }
            return network.text
        }
    }

    func requireDevice(_ path: String?, on name: NodeName) throws(HostError) {
        guard let path, !path.isEmpty else { throw HostError(.refused, "Path has to be defined") }
        guard nodes[name]?.devices.contains(path) == true else {
            throw HostError(.missing, "Device \(path) does not exist")
        }
    }

    /// A script of the snippets that runs on the node when the guest starts and stops.
    func requireHookScript(_ volume: String) throws(HostError) {
        guard let storage = storages[VolumeText.storage(of: volume)] else {
            throw HostError(.missing, "storage '\(VolumeText.storage(of: volume))' does not exist")
        }
        guard VolumeText.name(of: volume).hasPrefix("snippets/") else {
            throw HostError(.refused, "'\(volume)' is not in the snippets directory")
        }
        guard storage.images.contains(where: { $0.volume == volume }) else {
            throw HostError(.missing, "script '\(volume)' does not exist")
        }
    }
}

extension GuestSection {
    /// Whether a disk of the section is that volume.
    func names(_ volume: String, besides key: String?) -> Bool {
        values.contains { entry in
            entry.key != key && ConfigurationKey.isAttachedVolume(entry.key) && DiskText(entry.value).file == volume
        }
    }

    /// Keeps a volume as an unused one, once.
    mutating func addUnused(_ volume: String) {
        guard !indexed("unused").contains(where: { $0.value == volume }) else { return }
        values[firstFree("unused")] = volume
    }

    /// A volume that is in use is not an unused one.
    mutating func dropUsedFromUnused(pending: GuestSection = GuestSection()) {
        for unused in indexed("unused") {
            let volume = DiskText(unused.value).file
            if names(volume, besides: unused.key) || pending.names(volume, besides: nil) { values[unused.key] = nil }
        }
    }
}
