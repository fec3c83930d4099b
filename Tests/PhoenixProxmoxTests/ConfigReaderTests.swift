import Foundation
import PhoenixModel
import PhoenixPorts
import PhoenixSimulator
import Testing

@testable import PhoenixProxmox

@Suite("Configurations that Proxmox answers, read as settings")
struct ConfigReaderTests {
    private struct Config: Decodable, Sendable { let lxc: [[String]]? }

    /// The simulator reads the same files by its own code, and its API writes them by Proxmox's rules: two readers, one truth.
    @Test("Are what the host's other door shows, in force and pending", arguments: [GuestKind.container, .machine])
    func differential(kind: GuestKind) async throws {
        var random = SeededGenerator(seed: 20_261_123)
        let texts = (0..<200).map { _ in RandomConfig.text(kind, &random) }
        let guests = texts.enumerated().map { place, text in
            ["id": 101 + place, "kind": kind.rawValue, "node": "pve1", "config": text] as [String: Any]
        }
        let nodes = [["name": "pve1", "cores": 64, "memoryMebibytes": 1 << 20, "bridges": ["vmbr0", "vmbr1"]]]
        let scenario = try JSONSerialization.data(withJSONObject: ["nodes": nodes, "guests": guests])
        let cluster = try Scenario.cluster(from: scenario, named: "random.json")
        let server = try JoinedServer(cluster)
        let seen = try await SimulatedHost(cluster).observe()
        #expect(seen.guests.count == texts.count)
        for (guest, text) in zip(seen.guests, texts) {
            let path = "\(kind == .container ? "lxc" : "qemu")/\(guest.id)"
            let rows = try await server.answer(
                PhoenixProxmox.Endpoint<[PhoenixProxmox.PendingRow]>(.get, ProxmoxPath(path, "pending")))
            let config = try await server.answer(PhoenixProxmox.Endpoint<Config>(.get, ProxmoxPath(path, "config")))
            let rawLines = (config.lxc ?? []).map { ConfigText.RawLine(key: $0[0], value: $0[1]) }
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

extension ProxmoxPath {
    /// Something of a guest on `pve1`; the guest's part has a slash that separates.
    fileprivate init(_ guest: String, _ rest: String) { self.init(stringLiteral: "/nodes/pve1/\(guest)/\(rest)") }
}
