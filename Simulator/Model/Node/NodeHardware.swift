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

/// A processor as Linux describes it.
package struct Processor: Hashable, Sendable {
    package let model: String
    package let vendor: String
    package let family: String
    package let flags: String
    package let megahertz: String
    package let sockets: Int
    package let threadsPerCore: Int

    package init(
        model: String = "AMD EPYC 7302P 16-Core Processor", vendor: String = "AuthenticAMD", family: String = "23",
        flags: String = "fpu vme de pse tsc msr pae cx8 apic sep mtrr pge mca cmov pat clflush mmx fxsr sse sse2 ht "
            + "syscall nx lm pni ssse3 fma cx16 sse4_1 sse4_2 popcnt aes xsave avx f16c rdrand svm abm sse4a avx2",
        megahertz: String = "3000.000", sockets: Int = 1, threadsPerCore: Int = 1
    ) {
        self.model = model
        self.vendor = vendor
        self.family = family
        self.flags = flags
        self.megahertz = megahertz
        self.sockets = sockets
        self.threadsPerCore = threadsPerCore
    }

    /// Whether it runs virtual machines in hardware.
    package var hasVirtualization: Bool { flags.split(separator: " ").contains { $0 == "svm" || $0 == "vmx" } }
}

/// A function of a PCI device, with its numbers as Linux writes them (`0x10de`).
package struct PCIDevice: Hashable, Codable, Sendable {
    /// Such as `0000:01:00.0`.
    package let id: String
    /// Six digits: `0x030000` is a display.
    package let deviceClass: String
    package let vendor: String
    package let device: String
    package let subsystemVendor: String?
    package let subsystemDevice: String?
    /// -1 without an IOMMU.
    package let iommuGroup: Int
    package let vendorName: String?
    package let deviceName: String?

    package init(
        id: String, deviceClass: String, vendor: String, device: String, subsystemVendor: String? = nil,
        subsystemDevice: String? = nil, iommuGroup: Int = -1, vendorName: String? = nil, deviceName: String? = nil
    ) {
        self.id = id
        self.deviceClass = deviceClass
        self.vendor = vendor
        self.device = device
        self.subsystemVendor = subsystemVendor
        self.subsystemDevice = subsystemDevice
        self.iommuGroup = iommuGroup
        self.vendorName = vendorName
        self.deviceName = deviceName
    }
}

/// A device on a node's USB.
package struct USBDevice: Hashable, Codable, Sendable {
    package let bus: Int
    package let number: Int
    package let port: Int
    package let level: Int
    package let deviceClass: Int
    /// Four digits each, without `0x`.
    package let vendor: String
    package let product: String
    /// In megabits a second.
    package let speed: String
    /// Such as `1-2`.
    package let path: String?
    package let manufacturerName: String?
    package let productName: String?
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

extension Processor: Codable {
    private enum Keys: String, CodingKey, CaseIterable {
        case model, vendor, family, flags, megahertz, sockets, threadsPerCore
    }

    package init(from decoder: any Decoder) throws {
        let fields = try StrictFields<Keys>(decoder, of: "a processor")
        let usual = Processor()
        self.init(
            model: try fields.value(.model, default: usual.model),
            vendor: try fields.value(.vendor, default: usual.vendor),
            family: try fields.value(.family, default: usual.family),
            flags: try fields.value(.flags, default: usual.flags),
            megahertz: try fields.value(.megahertz, default: usual.megahertz),
            sockets: try fields.value(.sockets, default: usual.sockets),
            threadsPerCore: try fields.value(.threadsPerCore, default: usual.threadsPerCore))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(model, forKey: .model)
        try container.encode(vendor, forKey: .vendor)
        try container.encode(family, forKey: .family)
        try container.encode(flags, forKey: .flags)
        try container.encode(megahertz, forKey: .megahertz)
        try container.encode(sockets, forKey: .sockets)
        try container.encode(threadsPerCore, forKey: .threadsPerCore)
    }
}
