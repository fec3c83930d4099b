import PhoenixModel

/// Writes settings as a change of a guest's files in Proxmox's keys, and refuses what its kind cannot take.
struct SettingWriter {
    let kind: GuestKind
    /// What the file will say once nothing is pending.
    let current: GuestSection

    /// For a guest that exists.
    init(_ guest: Guest) {
        kind = guest.kind
        current = guest.file.pending.applied(to: guest.file.current)
    }

    /// For a guest to be made.
    init(_ kind: GuestKind) {
        self.kind = kind
        current = GuestSection()
    }

    func edit(setting settings: [Setting], unsetting keys: [SettingKey]) throws(HostError) -> ConfigurationEdit {
        var edit = ConfigurationEdit()
        for key in keys { try unset(key, in: &edit) }
        for setting in settings { try set(setting, in: &edit) }
        return edit
    }

    private func set(_ setting: Setting, in edit: inout ConfigurationEdit) throws(HostError) {
        switch setting {
        case .name(let name): edit.values[kind == .container ? "hostname" : "name"] = name
        case .cores(let cores): edit.values["cores"] = String(cores)
        case .memory(let mebibytes): edit.values["memory"] = String(mebibytes)
        case .rootDisk(let volume): edit.values[kind.rootDiskKey] = try disk(kind.rootDiskKey, volume)
        case .volume(let index, let volume):
            let key = volumeKey(index)
            edit.values[key] = try disk(key, volume)
        case .network(let index, let interface):
            if kind == .container {
                setContainerInterface(index, interface, in: &edit)
            } else {
                try setMachineInterface(index, interface, in: &edit)
            }
        case .nameservers(let servers):
            setOrDelete("nameserver", servers.joined(separator: " "), in: &edit)
        case .searchDomain(let domain): edit.values["searchdomain"] = domain
        case .device(let index, let device): try setDevice(index, device, in: &edit)
        case .startAtBoot(let starts): edit.values["onboot"] = starts ? "1" : "0"
        case .startup(let order): setOrDelete("startup", SettingText.startup(order), in: &edit)
        case .firewall(let rules):
            edit.firewall = rules
            edit.removesFirewall = false
        case .swap, .bindMount, .abilities, .identifierMaps, .rawOption:
            try setContainerOnly(setting, in: &edit)
        case .agent, .cloudInit:
            try setMachineOnly(setting, in: &edit)
        }
    }

    private func setContainerOnly(_ setting: Setting, in edit: inout ConfigurationEdit) throws(HostError) {
        guard kind == .container else { throw refusal(setting.key) }
        switch setting {
        case .swap(let mebibytes): edit.values["swap"] = String(mebibytes)
        case .bindMount(let index, let mount):
            var properties = PropertyString(mount.hostPath, defaultKey: "file")
            properties["mp"] = mount.containerPath
            if mount.isReadOnly { properties["ro"] = "1" }
            edit.values["mp\(index)"] = properties.text(leading: ["mp"])
        case .abilities(let abilities):
            setOrDelete("features", SettingText.abilities(abilities), in: &edit)
        case .identifierMaps(let maps):
            edit.rawValues[RawKey.identifierMap] = maps.map(SettingText.identifierMap)
        case .rawOption(let key, let values):
            guard key.hasPrefix("lxc."), key != RawKey.identifierMap else {
                throw HostError(.refused, "\(key): not a raw line of its own")
            }
            edit.rawValues[key] = values
        default: break  // the others are not for containers only
        }
    }

    private func setMachineOnly(_ setting: Setting, in edit: inout ConfigurationEdit) throws(HostError) {
        guard kind == .machine else { throw refusal(setting.key) }
        switch setting {
        case .agent(let isUsed): edit.values["agent"] = isUsed ? "1" : "0"
        case .cloudInit(let cloudInit):
            setOrDelete("ciuser", cloudInit.user ?? "", in: &edit)
            setOrDelete("sshkeys", SettingText.authorizedKeys(cloudInit.authorizedKeys), in: &edit)
        default: break  // the others are not for machines only
        }
    }

    private func setDevice(_ index: Int, _ device: Device, in edit: inout ConfigurationEdit) throws(HostError) {
        switch (device, kind) {
        case (.node(let path, let mode), .container):
            var properties = PropertyString(current["dev\(index)"] ?? "", defaultKey: "path")
            properties["path"] = path
            properties["mode"] = mode
            edit.values["dev\(index)"] = properties.text()
        case (.mappedPCI(let mapping), .machine):
            var properties = PropertyString(current["hostpci\(index)"] ?? "")
            properties["mapping"] = mapping
            edit.values["hostpci\(index)"] = properties.text(leading: ["mapping"])
        case (.node, .machine), (.mappedPCI, .container):
            throw refusal(.device(index))
        }
    }

    private func unset(_ key: SettingKey, in edit: inout ConfigurationEdit) throws(HostError) {
        switch key {
        case .name: edit.deletions.insert(kind == .container ? "hostname" : "name")
        case .cores: edit.deletions.insert("cores")
        case .memory: edit.deletions.insert("memory")
        case .swap: edit.deletions.insert("swap")
        case .rootDisk:
            throw HostError(.refused, "unable to delete required option '\(kind.rootDiskKey)'")
        case .nameservers: edit.deletions.insert("nameserver")
        case .searchDomain: edit.deletions.insert("searchdomain")
        case .abilities: edit.deletions.insert("features")
        case .startAtBoot: edit.deletions.insert("onboot")
        case .startup: edit.deletions.insert("startup")
        case .identifierMaps: edit.rawValues[RawKey.identifierMap] = []
        case .rawOption(let key): edit.rawValues[key] = []
        case .agent: edit.deletions.insert("agent")
        case .cloudInit: edit.deletions.formUnion(["ciuser", "sshkeys"])
        case .firewall: edit.removesFirewall = true
        case .mount(let index): edit.deletions.insert(volumeKey(index))
        case .network(let index):
            edit.deletions.insert("net\(index)")
            if kind == .machine { edit.deletions.insert("ipconfig\(index)") }
        case .device(let index): edit.deletions.insert(kind == .container ? "dev\(index)" : "hostpci\(index)")
        }
    }

    /// An emptied setting is one that is not there.
    func setOrDelete(_ key: String, _ value: String, in edit: inout ConfigurationEdit) {
        if value.isEmpty {
            edit.values[key] = nil
            edit.deletions.insert(key)
        } else {
            edit.values[key] = value
            edit.deletions.remove(key)
        }
    }

    /// Machines' further disks follow the first on the same controller.
    func volumeKey(_ index: Int) -> String { kind == .container ? "mp\(index)" : "scsi\(index + 1)" }

    private func refusal(_ key: SettingKey) -> HostError {
        HostError(
            .refused,
            "\(key): property is not defined in schema and the schema does not allow additional properties")
    }
}
