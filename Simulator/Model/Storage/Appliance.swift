/// A container template that Proxmox offers for download.
package struct Appliance: Hashable, Sendable {
    /// The file's name.
    package let template: String
    package let package: String
    package let version: String
    package let system: String
    package let headline: String
    package let sizeBytes: Int

    package var location: String { "http://download.proxmox.com/images/system/\(template)" }

    /// The checksum that the list gives; a download that has it is taken.
    package var checksum: String { ConfigurationDigest.of(template) }

    /// Those that the simulated list offers.
    package static let all = [
        Appliance(
            template: "alpine-3.22-default_20250617_amd64.tar.xz", package: "alpine-3.22-default",
            version: "20250617", system: "alpine", headline: "LXC default image for alpine 3.22 (20250617)",
            sizeBytes: 3_274_200),
        Appliance(
            template: "debian-12-standard_12.12-1_amd64.tar.zst", package: "debian-12-standard", version: "12.12-1",
            system: "debian-12", headline: "Debian 12 Bookworm (standard)", sizeBytes: 126_129_049),
        Appliance(
            template: "debian-13-standard_13.1-2_amd64.tar.zst", package: "debian-13-standard", version: "13.1-2",
            system: "debian-13", headline: "Debian 13 Trixie (standard)", sizeBytes: 129_710_398),
        Appliance(
            template: "ubuntu-24.04-standard_24.04-2_amd64.tar.zst", package: "ubuntu-24.04-standard",
            version: "24.04-2", system: "ubuntu-24.04", headline: "Ubuntu 24.04 Noble (standard)",
            sizeBytes: 141_589_318),
    ]
}
