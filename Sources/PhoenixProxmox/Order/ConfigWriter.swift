import PhoenixModel

/// Writes settings in Proxmox's keys, over what a guest's configuration says and will say.
///
/// What a setting leaves open stays: a card's address, and whatever people added to a property.
struct ConfigWriter {
    let kind: GuestKind
    /// What the configuration will be once nothing is pending; empty for a guest to be made.
    let next: ConfigText
    /// Keys that have a value which waits for the next start.
    var waitingKeys: Set<String> = []

    /// Throws `refused` for what this kind of guest does not have.
    func order(setting settings: [Setting], unsetting keys: [SettingKey]) throws(Failure) -> ConfigOrder {
        var order = ConfigOrder()
        for key in keys { try unset(key, &order) }
        for setting in settings { try set(setting, &order) }
        if kind == .container { order.reverts = order.deletions.intersection(waitingKeys) }
        return order
    }

    private func set(_ setting: Setting, _ order: inout ConfigOrder) throws(Failure) {
        switch setting {
        case .name(let name): order.values[nameKey] = name
        case .cores(let cores): order.values["cores"] = String(cores)
        case .memory(let mebibytes): order.values["memory"] = memory(mebibytes)
        case .rootDisk(let volume): order.values[rootDiskKey] = try disk(rootDiskKey, volume)
        case .volume(let index, let volume): order.values[mountKey(index)] = try disk(mountKey(index), volume)
        case .network(let index, let interface):
            if kind == .container {
                order.values["net\(index)"] = containerCard(index, interface)
            } else {
                try setMachineCard(index, interface, &order)
            }
        case .nameservers(let servers): set("nameserver", servers.joined(separator: " "), &order)
        case .searchDomain(let domain): order.values["searchdomain"] = domain
        case .startAtBoot(let starts): order.values["onboot"] = starts ? "1" : "0"
        case .startup(let startup): set("startup", self.startup(startup), &order)
        case .device(let index, let device): try setDevice(index, device, &order)
        case .firewall(let rules): order.firewall = .set(rules)
        case .swap, .bindMount, .abilities, .identifierMaps, .rawOption: try setOfContainer(setting, &order)
        case .agent, .cloudInit: try setOfMachine(setting, &order)
        }
    }

    private func setOfContainer(_ setting: Setting, _ order: inout ConfigOrder) throws(Failure) {
        guard kind == .container else { throw unknown(setting.key) }
        switch setting {
        case .swap(let mebibytes): order.values["swap"] = String(mebibytes)
        case .bindMount(let index, let mount): order.values[mountKey(index)] = bindMount(mount)
        case .abilities(let abilities):
            set("features", abilities.map { $0.contains("=") ? $0 : "\($0)=1" }.joined(separator: ","), &order)
        case .identifierMaps(let maps):
            order.rawLines["lxc.idmap"] = maps.map { map in
                "\(map.kind == .user ? "u" : "g") \(map.containerID) \(map.hostID) \(map.count)"
            }
        case .rawOption(let key, let values): order.rawLines[key] = values
        default: throw unknown(setting.key)
        }
    }

    private func setOfMachine(_ setting: Setting, _ order: inout ConfigOrder) throws(Failure) {
        guard kind == .machine else { throw unknown(setting.key) }
        switch setting {
        case .agent(let isUsed):
            var agent = Properties(next["agent"] ?? "", defaultKey: "enabled")
            agent["enabled"] = isUsed ? "1" : "0"
            order.values["agent"] = agent.text
        case .cloudInit(let cloudInit):
            set("ciuser", cloudInit.user ?? "", &order)
            // Escaped once as a value, and once more by the form (behaviour 12.4).
            let keys = cloudInit.authorizedKeys.map { $0 + "\n" }.joined()
            set("sshkeys", PercentEncoding.encoded(keys), &order)
        default: throw unknown(setting.key)
        }
    }

    private func unset(_ key: SettingKey, _ order: inout ConfigOrder) throws(Failure) {
        switch key {
        case .name: order.deletions.insert(nameKey)
        case .cores: order.deletions.insert("cores")
        case .memory: order.deletions.insert("memory")
        case .swap: order.deletions.insert("swap")
        case .nameservers: order.deletions.insert("nameserver")
        case .searchDomain: order.deletions.insert("searchdomain")
        case .abilities: order.deletions.insert("features")
        case .startAtBoot: order.deletions.insert("onboot")
        case .startup: order.deletions.insert("startup")
        case .agent: order.deletions.insert("agent")
        case .cloudInit: order.deletions.formUnion(["ciuser", "sshkeys"].filter { next[$0] != nil })
        case .identifierMaps: order.rawLines["lxc.idmap"] = []
        case .rawOption(let key): order.rawLines[key] = []
        case .firewall: order.firewall = .remove
        case .mount(let index): order.deletions.insert(mountKey(index))
        case .device(let index): order.deletions.insert(deviceKey(index))
        case .network(let index):
            order.deletions.formUnion(["net\(index)", "ipconfig\(index)"].filter { next[$0] != nil })
        case .rootDisk: throw refusal("a guest keeps its first disk")
        }
    }

    /// An empty value is a key that is not there; taking away what is not there would only warn.
    func set(_ key: String, _ value: String, _ order: inout ConfigOrder) {
        if !value.isEmpty {
            order.values[key] = value
        } else if next[key] != nil {
            order.deletions.insert(key)
        }
    }

    func unknown(_ key: SettingKey) -> Failure {
        refusal("a \(kind == .container ? "container" : "machine") has no setting '\(key)'")
    }

    func refusal(_ message: String) -> Failure {
        Failure(.refused, message, remedy: "take it out of the commit")
    }
}

/// Where settings stand.
extension ConfigWriter {
    var nameKey: String { kind == .container ? "hostname" : "name" }
    var rootDiskKey: String { kind == .container ? "rootfs" : "scsi0" }

    /// Machines' further disks follow the first on the same controller.
    func mountKey(_ index: Int) -> String { kind == .container ? "mp\(index)" : "scsi\(index + 1)" }

    /// The disk that a setting is about. Throws `refused` for one that is no disk.
    func diskKey(_ key: SettingKey) throws(Failure) -> String {
        switch key {
        case .rootDisk: return rootDiskKey
        case .mount(let index): return mountKey(index)
        default: throw refusal("'\(key)' is no disk")
        }
    }

    func deviceKey(_ index: Int) -> String { kind == .container ? "dev\(index)" : "hostpci\(index)" }
}
