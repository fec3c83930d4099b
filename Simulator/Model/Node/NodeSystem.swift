/// What runs on a node: kernel, names, and files of `/etc` that Proxmox shows and changes.
package struct NodeSystem: Hashable, Sendable {
    package let kernelRelease: String
    package let kernelVersion: String
    /// `efi` or `legacy-bios`.
    package let bootMode: String
    /// `9.2.3`; nil stands for that of the API's profile.
    package let version: String?
    package let repositoryID: String
    /// SHA-256 of its certificate, in upper-case pairs joined by colons.
    package var certificateFingerprint: String
    /// The level of its subscription; empty without one.
    package let subscriptionLevel: String
    package var timezone: String
    /// `search`, `dns1`, `dns2`, `dns3`.
    package var resolver: [String: String]
    /// `/etc/hosts`; nil stands for what an installation writes.
    package var hosts: String?
    /// The node's own configuration: `description`, `wakeonlan`, ….
    package var configuration: [String: String]

    package init(
        kernelRelease: String = "6.17.2-1-pve", kernelVersion: String = "#1 SMP PREEMPT_DYNAMIC PMX 6.17.2-1",
        bootMode: String = "efi", version: String? = nil, repositoryID: String = "5f0c1e2a9b7d4436",
        certificateFingerprint: String? = nil, subscriptionLevel: String = "", timezone: String = "Etc/UTC",
        resolver: [String: String] = ["dns1": "192.168.1.1", "search": "lan"], hosts: String? = nil,
        configuration: [String: String] = [:]
    ) {
        self.kernelRelease = kernelRelease
        self.kernelVersion = kernelVersion
        self.bootMode = bootMode
        self.version = version
        self.repositoryID = repositoryID
        self.certificateFingerprint = certificateFingerprint ?? Self.usualFingerprint
        self.subscriptionLevel = subscriptionLevel
        self.timezone = timezone
        self.resolver = resolver
        self.hosts = hosts
        self.configuration = configuration
    }

    /// `9.2.3` is of release `9.2`.
    package static func release(of version: String) -> String {
        version.split(separator: ".").prefix(2).joined(separator: ".")
    }

    /// The file's text, and `/etc/hosts` as an installation leaves it if nobody wrote another.
    package func hostsText(node: String, address: String) -> String {
        hosts ?? "127.0.0.1 localhost.localdomain localhost\n\(address) \(node).lan \(node)\n"
    }

    private static let usualFingerprint = Array(repeating: "A1:5C:07:F3", count: 8).joined(separator: ":")
}

extension NodeSystem: Codable {
    private enum Keys: String, CodingKey, CaseIterable {
        case kernelRelease, kernelVersion, bootMode, version, repositoryID, certificateFingerprint, subscriptionLevel
        case timezone, resolver, hosts, configuration
    }

    package init(from decoder: any Decoder) throws {
        let fields = try StrictFields<Keys>(decoder, of: "a node's system")
        let usual = NodeSystem()
        self.init(
            kernelRelease: try fields.value(.kernelRelease, default: usual.kernelRelease),
            kernelVersion: try fields.value(.kernelVersion, default: usual.kernelVersion),
            bootMode: try fields.value(.bootMode, default: usual.bootMode),
            version: try fields.optional(.version),
            repositoryID: try fields.value(.repositoryID, default: usual.repositoryID),
            certificateFingerprint: try fields.optional(.certificateFingerprint),
            subscriptionLevel: try fields.value(.subscriptionLevel, default: ""),
            timezone: try fields.value(.timezone, default: usual.timezone),
            resolver: try fields.value(.resolver, default: usual.resolver), hosts: try fields.optional(.hosts),
            configuration: try fields.value(.configuration, default: [:]))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(kernelRelease, forKey: .kernelRelease)
        try container.encode(kernelVersion, forKey: .kernelVersion)
        try container.encode(bootMode, forKey: .bootMode)
        try container.encodeIfPresent(version, forKey: .version)
        try container.encode(repositoryID, forKey: .repositoryID)
        try container.encode(certificateFingerprint, forKey: .certificateFingerprint)
        try container.encode(subscriptionLevel, forKey: .subscriptionLevel)
        try container.encode(timezone, forKey: .timezone)
        try container.encode(resolver, forKey: .resolver)
        try container.encodeIfPresent(hosts, forKey: .hosts)
        try container.encode(configuration, forKey: .configuration)
    }
}
