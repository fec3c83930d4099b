import PhoenixModel

/// Values of several properties.
extension ConfigWriter {
    /// Machines' memory is a property string since 8.0; what else stands in it stays.
    func memory(_ mebibytes: Int) -> String {
        guard kind == .machine, let text = next["memory"], text.contains("=") else { return String(mebibytes) }
        var memory = Properties(text, defaultKey: "current")
        memory["current"] = String(mebibytes)
        return memory.text
    }

    func startup(_ startup: StartupOrder) -> String {
        var properties = Properties(next["startup"] ?? "", defaultKey: "order")
        properties["order"] = startup.order.map { String($0) }
        properties["up"] = startup.delaySeconds.map { String($0) }
        return properties.text
    }

    func bindMount(_ mount: BindMount) -> String {
        var properties = Properties()
        properties["volume"] = mount.hostPath
        properties["mp"] = mount.containerPath
        if mount.isReadOnly { properties["ro"] = "1" }
        return properties.text
    }

    /// A disk to be made, or the one that is there, whose size and storage have calls of their own.
    func disk(_ key: String, _ volume: Volume) throws(Failure) -> String {
        var properties = Properties(next[key] ?? "", defaultKey: "volume")
        if let file = properties["volume"] ?? properties["file"], !file.hasPrefix("/") {
            guard file.hasPrefix("\(volume.storage):"),
                properties["size"].flatMap(DiskSize.gibibytes) == volume.sizeGibibytes
            else { throw refusal("'\(key)' is another disk than wished: disks are grown and moved, not set") }
        } else {
            properties = Properties()
            properties[kind == .container ? "volume" : "file"] = "\(volume.storage):\(volume.sizeGibibytes)"
        }
        properties["mp"] = volume.mountPath
        return properties.text
    }

    func containerCard(_ index: Int, _ wish: NetworkInterface) -> String {
        var card = Properties(next["net\(index)"] ?? "")
        card["name"] = wish.name ?? card["name"] ?? "eth\(index)"
        card["bridge"] = wish.bridge.text
        card["hwaddr"] = hardwareAddress(wish.hardwareAddress, card["hwaddr"])
        card["ip"] = address(wish.address)
        card["gw"] = wish.gateway
        card["tag"] = wish.vlan.map { String($0) }
        card["firewall"] = wish.isFirewalled ? "1" : nil
        return card.text
    }

    func setMachineCard(_ index: Int, _ wish: NetworkInterface, _ order: inout ConfigOrder) throws(Failure) {
        guard wish.name == nil else { throw refusal("a machine names its network interfaces itself") }
        var card = Properties(next["net\(index)"] ?? "virtio", defaultKey: "model")
        let model = card["model"] ?? card.keys.first { ConfigReader.cardModels.contains($0) } ?? "virtio"
        let present = card["macaddr"] ?? card[model]
        for key in ["model", "macaddr", model] { card[key] = nil }
        card["bridge"] = wish.bridge.text
        card["tag"] = wish.vlan.map { String($0) }
        card["firewall"] = wish.isFirewalled ? "1" : nil
        let head = hardwareAddress(wish.hardwareAddress, present).map { "\(model)=\($0)" } ?? model
        order.values["net\(index)"] = "\(head),\(card.text)"

        var address = Properties(next["ipconfig\(index)"] ?? "")
        address["ip"] = self.address(wish.address)
        address["gw"] = wish.gateway
        set("ipconfig\(index)", address.text, &order)
    }

    func setDevice(_ index: Int, _ device: Device, _ order: inout ConfigOrder) throws(Failure) {
        switch (device, kind) {
        case (.node(let path, let mode), .container):
            var properties = Properties(next["dev\(index)"] ?? "", defaultKey: "path")
            properties["path"] = path
            properties["mode"] = mode
            order.values["dev\(index)"] = properties.text
        case (.mappedPCI(let mapping), .machine):
            var properties = Properties(next["hostpci\(index)"] ?? "", defaultKey: "host")
            properties["host"] = nil
            properties["mapping"] = mapping
            order.values["hostpci\(index)"] = properties.text
        case (.node, .machine), (.mappedPCI, .container): throw unknown(.device(index))
        }
    }

    /// Equal addresses stay as they are written: another writing of the same would be a difference for others.
    private func hardwareAddress(_ wish: String?, _ present: String?) -> String? {
        wish == nil || wish == present?.uppercased() ? present : wish
    }

    private func address(_ address: NetworkInterface.Address?) -> String? {
        switch address {
        case nil: nil
        case .dhcp: "dhcp"
        case .fixed(let text): text
        }
    }
}
