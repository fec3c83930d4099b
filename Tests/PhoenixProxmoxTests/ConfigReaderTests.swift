import Foundation
import PhoenixModel
import PhoenixPorts
import PhoenixSimulator
import Testing

@testable import PhoenixProxmox

@Suite("Configurations that Proxmox answers, read as settings")
struct ConfigReaderTests {
    /// The simulator reads the same files by its own code, and its API writes them by Proxmox's rules: two readers, one truth.
    @Test("Are what the host's other door shows, in force and pending", arguments: [GuestKind.container, .machine])
    func differential(kind: GuestKind) async throws {
        var random = SeededGenerator(seed: 20_261_123)
        let texts = (0..<200).map { _ in RandomConfig.text(kind, &random) }
        let cluster = try RandomConfig.cluster(kind, texts)
        let server = try JoinedServer(cluster)
        let seen = try await SimulatedHost(cluster).observe()
        #expect(seen.guests.count == texts.count)
        for (guest, text) in zip(seen.guests, texts) {
            let (rows, rawLines) = try await server.config(of: guest.reference)
            let inForce = ConfigReader(kind, ConfigText(inForce: rows, rawLines: rawLines)).configuration
            let next = ConfigReader(kind, ConfigText(next: rows, rawLines: rawLines)).configuration
            #expect(inForce == withoutFirewall(guest.configuration), "in force, guest \(guest.id):\n\(text)")
            let pending = PendingSettings(
                changed: Configuration(next.all.filter { inForce[$0.key] != $0 }),
                removed: inForce.keys.filter { next[$0] == nil })
            #expect(pending == guest.pending, "pending, guest \(guest.id):\n\(text)")
        }
    }

    private func withoutFirewall(_ configuration: Configuration) -> Configuration {
        var configuration = configuration
        configuration.unset(.firewall)
        return configuration
    }

    @Test(
        "Sizes of disks, rounded up to GiB",
        arguments: [
            ("8G", 8), ("512M", 1), ("8704M", 9), ("1T", 1024), ("1.5T", 1536), ("4194304K", 4), ("8589934592", 8),
            ("0T", 0),
        ])
    func sizes(text: String, gibibytes: Int) {
        #expect(DiskSize.gibibytes(text) == gibibytes)
    }

    @Test("What is no size", arguments: ["", "G", "8X", "-8G", "eight", "99999999999G"])
    func noSizes(text: String) {
        #expect(DiskSize.gibibytes(text) == nil)
    }
}
