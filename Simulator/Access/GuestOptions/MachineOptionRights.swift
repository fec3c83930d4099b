/// The options of virtual machines.
extension GuestOptionRights {
    /// Demands the rights to create a machine with these options.
    ///
    /// Tags come last, because Proxmox looks at them only when the configuration is written. What a drive may hold is
    /// asked of the administrator too.
    ///
    /// - Parameters:
    ///   - defaultStorage: The parameter `storage`, on which sizes without a storage are allocated.
    ///   - unpackingOn: The parameter `import-working-storage`.
    package func requireMachine(
        creating options: [String: String], defaultStorage: String? = nil, unpackingOn: String? = nil
    ) throws(AccessFailure) {
        let options = Self.withoutCDROMAlias(options)
        try requireStorages(of: options, defaultStorage: defaultStorage, unpackingOn: unpackingOn)
        if rights.identity.isRoot { return }
        try requireKinds(of: options.keys.sorted())
        for kind in MachineDevice.Kind.allCases {
            for (name, value) in options.sorted(by: { $0.key < $1.key }) where name.isIndexed(kind.rawValue) {
                try requireDevice(MachineDevice(kind: kind, name: name), value, verb: "set")
            }
        }
        try requireBridges(of: options)
        try requireProcessorModel(options["cpu"], current: nil)
        if let tags = options["tags"] { try requireTags(changing: nil, to: tags) }
    }

    /// Demands what a change needs before the machine's configuration is locked: an immediate refusal.
    package func requireMachine(
        setting options: [String: String], deleting: [String] = [], current: [String: String],
        unpackingOn: String? = nil
    ) throws(AccessFailure) {
        let options = Self.withoutCDROMAlias(options)
        try requireKinds(of: deleting)
        try requireKinds(of: options.keys.sorted())
        try requireStorages(of: options, defaultStorage: nil, unpackingOn: unpackingOn)
        if rights.identity.isRoot { return }
        try requireBridges(of: options)
        try requireProcessorModel(options["cpu"], current: current["cpu"])
    }

    /// Demands what a change needs while it is made: at once, or in the task when there is one.
    ///
    /// - Parameter current: What counts now, pending values in front of the others; unset options cannot be deleted
    ///   and need no right.
    package func requireMachine(
        applying options: [String: String], deleting: [String] = [], to current: [String: String]
    ) throws(AccessFailure) {
        if rights.identity.isRoot { return }
        for name in deleting {
            if let old = current[name == "cdrom" ? "ide2" : name] {
                try requireApplication(of: name == "cdrom" ? "ide2" : name, old: old, new: nil)
            }
        }
        for (name, value) in Self.withoutCDROMAlias(options).sorted(by: { $0.key < $1.key }) {
            try requireApplication(of: name, old: current[name], new: value)
        }
    }

    private func requireApplication(of name: String, old: String?, new: String?) throws(AccessFailure) {
        if MachineOptionKind.isDrive(name) {
            for value in [old, new].compactMap(\.self) { try requireDrive(value) }
        } else if name.isIndexed("unused") {
            try require([.vmConfigDisk])
        } else if name == "tags" {
            try requireTags(changing: old, to: new)
        } else if name.isIndexed("net") {
            if let old { try requireBridge(of: old) }
        } else if let device = MachineDevice(name) {
            let verb = new == nil ? "delete" : device.kind == .serial ? "modify" : "set"
            for value in [old, new].compactMap(\.self) { try requireDevice(device, value, verb: verb) }
        }
    }

    private func requireKinds(of names: [String]) throws(AccessFailure) {
        if rights.identity.isRoot { return }
        for name in names {
            switch MachineOptionKind(name, profile: rights.access.profile) {
            case .byValue: continue
            case .processor: try require([.vmConfigCPU])
            case .memory: try require([.vmConfigMemory])
            case .hardware: try require([.vmConfigHWType])
            case .power: try require([.vmPowerMgmt])
            case .disk: try require([.vmConfigDisk])
            case .network: try require([.vmConfigNetwork])
            case .cloudInit: try require([.vmConfigCloudinit, .vmConfigNetwork], anyIsEnough: true)
            case .savedState: try require([.vmConfigDisk, .vmPowerMgmt])
            case .general:
                try require([.vmConfigOptions])
                // The order of starts concerns the node.
                if name == "startup" { try rights.require([.sysModify], on: "/") }
            case .onlyRoot: throw .failed("only root can set '\(name)' config")
            }
        }
    }

    /// Demands the right to use the bridges of all network devices, as a clone does of its source's.
    package func requireBridges(of options: [String: String]) throws(AccessFailure) {
        for (name, value) in options.sorted(by: { $0.key < $1.key }) where name.isIndexed("net") {
            try requireBridge(of: value)
        }
    }

    /// A processor model that somebody defined needs a right of its own, unless it is in use already.
    private func requireProcessorModel(_ new: String?, current: String?) throws(AccessFailure) {
        guard let model = new.flatMap({ OptionValue($0, defaultKey: "cputype")["cputype"] }) else { return }
        if let current, OptionValue(current, defaultKey: "cputype")["cputype"] == model { return }
        guard model.hasPrefix(Self.customModel) else { return }
        switch rights.access.profile {
        case .version9_2:
            try rights.require([.mappingUse], on: "/mapping/cpu/\(model.dropFirst(Self.customModel.count))")
        case .version8_4: try rights.require([.sysAudit], on: "/nodes")
        }
    }

    /// The old name of the second drive of the second channel.
    private static func withoutCDROMAlias(_ options: [String: String]) -> [String: String] {
        var options = options
        if let value = options.removeValue(forKey: "cdrom"), !value.isEmpty {
            options["ide2"] = value.contains("media=") ? value : "\(value),media=cdrom"
        }
        return options
    }

    private static let customModel = "custom-"
}
