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
