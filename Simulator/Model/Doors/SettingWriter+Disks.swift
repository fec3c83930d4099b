import PhoenixModel

extension SettingWriter {
    /// A disk that exists keeps its volume, storage and size: those have operations of their own.
    func disk(_ key: String, _ volume: Volume) throws(HostError) -> String {
        guard let existing = current[key].map(DiskText.init), !existing.isBindMount else {
            return newDisk(volume)
        }
        guard existing.storage == volume.storage, existing.sizeGibibytes == volume.sizeGibibytes else {
            throw HostError(
                .refused,
                "\(key): a disk of \(existing.sizeGibibytes ?? 0) GiB on '\(existing.storage)' does not become one of "
                    + "\(volume.sizeGibibytes) GiB on '\(volume.storage)' by a setting")
        }
        var disk = existing
        disk.properties["mp"] = volume.mountPath
        return disk.text
    }

    private func newDisk(_ volume: Volume) -> String {
        var properties = PropertyString("\(volume.storage):\(volume.sizeGibibytes)", defaultKey: "file")
        properties["mp"] = volume.mountPath
        return properties.text(leading: ["mp"])
    }

    /// What the wish leaves open stays as it is: name, address of the card, and everything a person added.
    func setContainerInterface(_ index: Int, _ wish: NetworkInterface, in edit: inout ConfigurationEdit) {
        var network = PropertyString(current["net\(index)"] ?? "")
        network["name"] = wish.name ?? network["name"] ?? "eth\(index)"
        network["bridge"] = wish.bridge.text
        network["hwaddr"] = kept(network["hwaddr"], wished: wish.hardwareAddress)
        network["ip"] = text(of: wish.address)
        network["gw"] = wish.gateway
        network["tag"] = wish.vlan.map(String.init)
        network["firewall"] = wish.isFirewalled ? "1" : nil
        edit.values["net\(index)"] = network.text(leading: ["name"])
    }

    func setMachineInterface(
        _ index: Int, _ wish: NetworkInterface, in edit: inout ConfigurationEdit
    ) throws(HostError) {
        guard wish.name == nil else {
            throw HostError(
                .refused,
                "net\(index).name: property is not defined in schema and the schema does not allow additional "
                    + "properties")
        }
        var network = MachineNetwork(current["net\(index)"] ?? "")
        network.hardwareAddress = kept(network.hardwareAddress, wished: wish.hardwareAddress)
        network.properties["bridge"] = wish.bridge.text
        network.properties["tag"] = wish.vlan.map(String.init)
        network.properties["firewall"] = wish.isFirewalled ? "1" : nil
        edit.values["net\(index)"] = network.text

        var address = PropertyString(current["ipconfig\(index)"] ?? "")
        address["ip"] = text(of: wish.address)
        address["gw"] = wish.gateway
        setOrDelete("ipconfig\(index)", address.text(), in: &edit)
    }

    /// Addresses are compared without regard to case, and kept as they stand.
    private func kept(_ present: String?, wished: String?) -> String? {
        guard let wished else { return present }
        return present?.uppercased() == wished ? present : wished
    }

    private func text(of address: NetworkInterface.Address?) -> String? {
        switch address {
        case nil: nil
        case .dhcp: "dhcp"
        case .fixed(let address): address
        }
    }
}
