/// An option that hands something of the node to a machine.
struct MachineDevice {
    let kind: Kind
    let name: String

    /// In the order in which a creation looks at them.
    enum Kind: String, CaseIterable {
        case serial, usb, hostpci, rng, virtiofs
    }

    init(kind: Kind, name: String) {
        self.kind = kind
        self.name = name
    }

    /// Nil when the option is of another kind.
    init?(_ name: String) {
        guard let kind = Kind.allCases.first(where: { name.isIndexed($0.rawValue) }) else { return nil }
        self.init(kind: kind, name: name)
    }
}

extension GuestOptionRights {
    /// Demands the right to a device of the node; real ones are for the administrator, mapped ones need the mapping.
    ///
    /// - Parameter verb: What is done with the option, as the refusal for a real serial device says it.
    func requireDevice(_ device: MachineDevice, _ value: String, verb: String) throws(AccessFailure) {
        switch device.kind {
        case .serial:
            guard value == "socket" else {
                throw .failed("only root can \(verb) '\(device.name)' config for real devices")
            }
            try require([.vmConfigHWType])
        case .usb:
            try require([.vmConfigHWType])
            try requireUSB(device, OptionValue(value, defaultKey: "host"))
        case .hostpci: try requirePCI(device, OptionValue(value, defaultKey: "host"))
        case .rng:
            try require([.vmConfigHWType])
            if OptionValue(value, defaultKey: "source")["source"] == "/dev/hwrng" {
                try rights.require([.mappingUse], on: "/mapping/hwrng")
            }
        case .virtiofs:
            try require([.vmConfigDisk])
            let directory = OptionValue(value, defaultKey: "dirid")["dirid"] ?? ""
            try rights.require([.mappingUse], on: "/mapping/dir/\(directory)")
        }
    }

    private func requireUSB(_ device: MachineDevice, _ value: OptionValue) throws(AccessFailure) {
        if let host = value["host"] {
            if host.lowercased() == "spice" { return }
            throw .failed("only root can set '\(device.name)' config for real devices")
        }
        guard let mapping = value["mapping"] else { throw Self.neitherHostNorMapping }
        try rights.require([.mappingUse], on: "/mapping/usb/\(mapping)")
    }

    private func requirePCI(_ device: MachineDevice, _ value: OptionValue) throws(AccessFailure) {
        if value["host"] != nil {
            throw .failed("only root can set '\(device.name)' config for non-mapped devices")
        }
        guard let mapping = value["mapping"] else { throw Self.neitherHostNorMapping }
        try rights.require([.mappingUse], on: "/mapping/pci/\(mapping)")
        try require([.vmConfigHWType])
        if value["romfile"] != nil, rights.access.profile == .version9_2 {
            throw .parameters([device.name: "only root@pam can set 'romfile' option"])
        }
    }

    private static let neitherHostNorMapping = AccessFailure.failed("either 'host' or 'mapping' must be set.")
}
