/// The options of containers.
extension GuestOptionRights {
    /// Demands the rights to set and delete options of a container.
    ///
    /// A change of Proxmox is three calls: what is deleted, what is reverted (as deleted too), then what is set.
    ///
    /// - Parameters:
    ///   - setting: Options of the configuration only, without `vmid`, `digest` and the like.
    ///   - deleting: Names of options.
    ///   - current: The configuration; nil when the container is created.
    ///   - isUnprivileged: Of the container as it is or will be.
    package func requireContainer(
        setting: [String: String], deleting: [String] = [], current: [String: String]?, isUnprivileged: Bool
    ) throws(AccessFailure) {
        if rights.identity.isRoot { return }
        let changes =
            setting.sorted { $0.key < $1.key }.map { ContainerOptionChange(name: $0.key, new: $0.value) }
            + deleting.map { ContainerOptionChange(name: $0, new: nil) }
        for change in changes {
            try require(change, old: current?[change.name], isUnprivileged: isUnprivileged)
        }
    }

    private func require(
        _ change: ContainerOptionChange, old: String?, isUnprivileged: Bool
    ) throws(AccessFailure) {
        switch change.kind {
        case .processor: try require([.vmConfigCPU])
        case .memory: try require([.vmConfigMemory])
        case .names: try require([.vmConfigNetwork])
        case .other: try require([.vmConfigOptions])
        case .mountPoint:
            try require([.vmConfigDisk])
            if let new = change.new { try requireMountPoint(new) }
        case .network:
            try require([.vmConfigNetwork])
            if let old {
                // Behind a device that had no bridge Proxmox goes on with the next option: the new bridge is free.
                guard OptionValue(old)["bridge"] != nil else { return }
                try requireBridge(of: old)
            }
            if let new = change.new { try requireBridge(of: new) }
        case .device: throw onlyRoot("configuring device passthrough")
        case .hookscript: throw onlyRoot("changing the hookscript")
        case .features: try requireFeatures(from: old, to: change.new, isUnprivileged: isUnprivileged)
        case .tags: try requireTags(changing: old, to: change.new)
        }
    }

    private func requireMountPoint(_ value: String) throws(AccessFailure) {
        let volume = OptionValue(value, defaultKey: "volume")["volume"] ?? ""
        if volume.hasPrefix("/dev/") { throw onlyRoot("mount point type device") }
        if volume.hasPrefix("/") { throw onlyRoot("mount point type bind") }
        if let storage = NewVolume(volume)?.storage {
            try requireSpace(on: storage)
        } else {
            try requireVolume(volume, expected: .rootdir)
        }
    }

    /// Nesting is the one feature that a container may be given by others than the administrator.
    private func requireFeatures(from old: String?, to new: String?, isUnprivileged: Bool) throws(AccessFailure) {
        guard isUnprivileged else { throw onlyRoot("changing feature flags for privileged container") }
        let (before, after) = (OptionValue(old ?? ""), OptionValue(new ?? ""))
        var changed = before.keys.union(after.keys)
        // Only a change of an existing setting compares values: what is set anew or deleted counts whole.
        if old?.isEmpty == false, new != nil {
            changed = changed.filter { before.normalised($0) != after.normalised($0) }
        }
        if changed.contains(where: { $0 != "nesting" }) { throw onlyRoot("changing feature flags (except nesting)") }
        if changed.contains("nesting") { try require([.vmAllocate]) }
    }

    private func onlyRoot(_ what: String) -> AccessFailure {
        .forbidden(what: "\(what) is only allowed for root@pam")
    }
}

/// One option of a container that is set, or deleted when there is no new value.
private struct ContainerOptionChange {
    let name: String
    let new: String?

    /// Options that need the same rights.
    enum Kind {
        case processor, memory, names, mountPoint, network, device, features, hookscript, tags, other
    }

    var kind: Kind {
        switch name {
        case "cores", "cpuunits", "cpulimit": .processor
        case "memory", "swap": .memory
        case "nameserver", "searchdomain", "hostname": .names
        case "rootfs": .mountPoint
        case "features": .features
        case "hookscript": .hookscript
        case "tags": .tags
        case _ where name.isIndexed("mp"): .mountPoint
        case _ where name.isIndexed("net"): .network
        case _ where name.isIndexed("dev"): .device
        default: .other
        }
    }
}
