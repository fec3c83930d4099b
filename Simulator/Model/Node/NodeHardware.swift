/// What a node is made of, besides the number of its processors and its memory.
package struct NodeHardware: Hashable, Sendable {
    package let processor: Processor
    package let pciDevices: [PCIDevice]
    package let usbDevices: [USBDevice]
    package let rootDiskBytes: Int
    /// What the system itself takes up on it.
    package let rootDiskUsedBytes: Int
    package let swapBytes: Int

    package init(
        processor: Processor = Processor(), pciDevices: [PCIDevice] = [], usbDevices: [USBDevice] = [],
        rootDiskBytes: Int = 96 << 30, rootDiskUsedBytes: Int = 4 << 30, swapBytes: Int = 8 << 30
    ) {
        self.processor = processor
        self.pciDevices = pciDevices.sorted { $0.id < $1.id }
        self.usbDevices = usbDevices
        self.rootDiskBytes = rootDiskBytes
        self.rootDiskUsedBytes = rootDiskUsedBytes
        self.swapBytes = swapBytes
    }

    /// The devices at a slot (`0000:01:00`) or one function of it (`0000:01:00.0`).
    package func pciDevices(at path: String) -> [PCIDevice] {
        pciDevices.filter { $0.id == path || $0.id.hasPrefix(path + ".") }
    }
}

extension NodeHardware: Codable {
    private enum Keys: String, CodingKey, CaseIterable {
        case processor, pciDevices, usbDevices, rootDiskBytes, rootDiskUsedBytes, swapBytes
    }

    package init(from decoder: any Decoder) throws {
        let fields = try StrictFields<Keys>(decoder, of: "a node's hardware")
        let usual = NodeHardware()
        self.init(
            processor: try fields.value(.processor, default: usual.processor),
            pciDevices: try fields.value(.pciDevices, default: []),
            usbDevices: try fields.value(.usbDevices, default: []),
            rootDiskBytes: try fields.value(.rootDiskBytes, default: usual.rootDiskBytes),
            rootDiskUsedBytes: try fields.value(.rootDiskUsedBytes, default: usual.rootDiskUsedBytes),
            swapBytes: try fields.value(.swapBytes, default: usual.swapBytes))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(processor, forKey: .processor)
        try container.encode(pciDevices, forKey: .pciDevices)
        try container.encode(usbDevices, forKey: .usbDevices)
        try container.encode(rootDiskBytes, forKey: .rootDiskBytes)
        try container.encode(rootDiskUsedBytes, forKey: .rootDiskUsedBytes)
        try container.encode(swapBytes, forKey: .swapBytes)
    }
}
