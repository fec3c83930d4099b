package import PhoenixModel

/// Names for the nodes' hardware that may be given to guests: `mapping/pci.cfg`, `usb.cfg` and `directory.cfg`.
package struct HardwareMappings: Hashable, Sendable {
    package internal(set) var pci: SectionFile
    package internal(set) var usb: SectionFile
    package internal(set) var directory: SectionFile

    package init(
        pci: SectionFile = SectionFile(), usb: SectionFile = SectionFile(), directory: SectionFile = SectionFile()
    ) {
        self.pci = pci
        self.usb = usb
        self.directory = directory
    }

    /// What is mapped.
    package enum Kind: String, Sendable, CaseIterable {
        case pci, usb
        case directory = "dir"

        /// The file's name without its ending.
        var fileName: String { self == .directory ? "directory" : rawValue }

        /// What messages call it.
        var noun: String { self == .directory ? "directory" : "hardware" }

        var propertyKeys: Set<String> {
            self == .pci ? ["description", "live-migration-capable", "map", "mdev"] : ["description", "map"]
        }
    }

    /// The file of that kind.
    package subscript(kind: Kind) -> SectionFile {
        get {
            switch kind {
            case .pci: pci
            case .usb: usb
            case .directory: directory
            }
        }
        set {
            switch kind {
            case .pci: pci = newValue
            case .usb: usb = newValue
            case .directory: directory = newValue
            }
        }
    }

    /// The names under which a node's PCI devices are mapped, ascending.
    package func pciNames(on node: NodeName) -> [String] {
        pci.sections.filter { !Self.entries(of: $0, on: node).isEmpty }.map(\.name).sorted()
    }

    /// What a mapping says of one node.
    package static func entries(of section: SectionFile.Section, on node: NodeName) -> [PropertyString] {
        section.list("map").map { PropertyString($0) }.filter { $0["node"] == node.text }
    }
}

extension HardwareMappings: Codable {
    private enum Keys: String, CodingKey, CaseIterable { case pci, usb, directory }

    package init(from decoder: any Decoder) throws {
        let fields = try StrictFields<Keys>(decoder, of: "the mappings")
        self.init(
            pci: try fields.value(.pci, default: SectionFile()), usb: try fields.value(.usb, default: SectionFile()),
            directory: try fields.value(.directory, default: SectionFile()))
        for kind in Kind.allCases {
            try Self.requireNames(self[kind].sections.map(\.name), at: decoder.codingPath)
        }
    }

    /// Throws unless Proxmox accepts the names of mappings: `pve-configid` (API schema 9.2).
    static func requireNames(_ names: [String], at place: [any CodingKey]) throws {
        let wrong = names.first { name in
            !name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
                || name.first?.isLetter != true || name.utf8.count < 2
        }
        guard let wrong else { return }
        throw DecodingError.dataCorrupted(
            .init(
                codingPath: place,
                debugDescription: "'\(wrong)' is no name of a mapping: a letter, then letters, digits, '-' and '_'"))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(pci, forKey: .pci)
        try container.encode(usb, forKey: .usb)
        try container.encode(directory, forKey: .directory)
    }
}
