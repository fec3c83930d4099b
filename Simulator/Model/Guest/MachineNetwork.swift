/// A machine's network card: `virtio=BC:24:11:AA:BB:CC,bridge=vmbr0,firewall=1`.
package struct MachineNetwork: Hashable, Sendable {
    package var model: String
    package var hardwareAddress: String?
    /// Everything but model and address, as it was written, booleans as digits.
    package var properties: PropertyString

    /// Reads a card however it is written: the model alone, with the address behind it, or both by their names.
    package init(_ text: String) {
        var properties = PropertyString(text, defaultKey: "model")
        var model = properties["model"]
        var address = properties["macaddr"]
        for key in Self.models where properties[key] != nil {
            model = key
            address = properties[key]
            properties[key] = nil
        }
        properties["model"] = nil
        properties["macaddr"] = nil
        properties.normaliseBooleans(Self.booleans)
        self.model = model ?? "virtio"
        hardwareAddress = address
        self.properties = properties
    }

    /// As Proxmox prints it: model and address first, then the rest in order.
    package var text: String {
        let rest = properties.text()
        let head = hardwareAddress.map { "\(model)=\($0)" } ?? model
        return rest.isEmpty ? head : "\(head),\(rest)"
    }

    package var bridge: String? { properties["bridge"] }

    /// Whether a running machine has to have the card taken out to become like `other`.
    func needsReplugging(to other: MachineNetwork) -> Bool {
        model != other.model || hardwareAddress != other.hardwareAddress
            || ["queues", "mtu"].contains { properties[$0] != other.properties[$0] }
            || bridge == nil || other.bridge == nil
    }

    private static let booleans: Set<String> = ["firewall", "host-tunnel", "link_down"]

    private static let models = [
        "e1000", "e1000-82540em", "e1000-82544gc", "e1000-82545em", "e1000e", "i82551", "i82557b", "i82559er",
        "ne2k_isa", "ne2k_pci", "pcnet", "rtl8139", "virtio", "vmxnet3",
    ]
}
