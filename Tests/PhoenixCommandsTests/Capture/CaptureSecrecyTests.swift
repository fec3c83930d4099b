import Foundation
import PhoenixModel
import PhoenixSimulator
import ProxmoxSchema
import Testing

@testable import PhoenixCommands
@testable import PhoenixProxmox

@Suite("Secrets in copies of hosts")
struct CaptureSecrecyTests {
    private static let secret = "s3cret"

    @Test(
        "Nothing of what is not allowed for comes into the file, whatever key of Proxmox's schema holds it",
        arguments: Profile.allCases, [GuestKind.container, .machine])
    func keys(profile: Profile, kind: GuestKind) async throws {
        let table = try EndpointTable(profile)
        let path = "/nodes/{node}/\(kind == .container ? "lxc" : "qemu")/{vmid}/config"
        let keys = try #require(table.endpoint("PUT", template: path)).parameters.values.keys.map {
            $0.replacing("[n]", with: "1")
        }
        let planted = keys.sorted().filter {
            !["description", "digest", "lock", "parent", "snaptime", "tags"].contains($0)
        }
        let own = Self.lines(planted.filter { Self.isWhole($0, kind) == false }, kind, properties: true)
        let others = Self.lines(planted, kind, properties: false)
        let raw = kind == .container ? ["lxc.environment: A=\(Self.secret)", "lxc.hook.start: /\(Self.secret)"] : []
        let cluster = try Self.cluster([
            guest(102, kind, try Self.marked(102) + own + raw + ["", "[before]", "#\(Self.secret)", "snaptime: 1"]),
            guest(103, kind, ["#\(Self.secret)", "tags: \(Self.secret)"] + others + raw),
        ])
        // They are there to be seen.
        let shown = try Scenario.bytes(of: cluster)
        #expect(String(decoding: shown, as: UTF8.self).components(separatedBy: Self.secret).count > 35)
        let captured = try await captured(cluster, profile)
        let file = String(decoding: try Scenario.readableBytes(of: captured.cluster), as: UTF8.self)
        #expect(captured.cluster.guests.count == 2)
        let leaks = file.split(separator: "\\n").filter { $0.contains(Self.secret) }
        #expect(leaks == [])
        #expect(!SnapshotHostCommand.report(captured).contains(Self.secret))
    }

    @Test("Nor does what nodes, storages, mappings and snapshots say beside")
    func surroundings() async throws {
        let secret = Self.secret
        let scenario: [String: Any] = [
            "nodes": [
                [
                    "name": "pve1", "mappedDevices": ["gpu0"],
                    "system": [
                        "resolver": ["dns1": secret, "search": secret], "hosts": secret,
                        "configuration": ["description": secret],
                    ],
                ]
            ],
            "storages": [
                [
                    "name": "nas", "kind": "cifs", "content": ["iso", "backup", "snippets"],
                    "properties": ["server": secret, "share": secret, "username": secret, "path": "/\(secret)"],
                    "images": [
                        ["volume": "nas:iso/tools.iso", "notes": secret],
                        ["volume": "nas:backup/vzdump-lxc-103-\(secret).tar.zst", "notes": secret],
                        ["volume": "nas:snippets/\(secret).yaml"],
                    ],
                ]
            ],
            "datacenter": ["name": secret, "options": ["description": secret]],
        ]
        let cluster = try Scenario.cluster(
            from: try JSONSerialization.data(withJSONObject: scenario), named: "secrets.json")
        let captured = try await captured(cluster)
        #expect(captured.cluster.storages["nas"]?.images.map(\.volume) == ["nas:iso/tools.iso"])
        let file = String(decoding: try Scenario.readableBytes(of: captured.cluster), as: UTF8.self)
        #expect(!file.contains(secret))
    }

    /// Nil for a key that is not on the list at all.
    private static func isWhole(_ key: String, _ kind: GuestKind) -> Bool? {
        switch KeptKey.rule(of: key, kind: kind) {
        case .whole: true
        case .properties, nil: false
        }
    }

    /// A line for each key; where some properties of a key are kept, the secret is in another one.
    private static func lines(_ keys: [String], _ kind: GuestKind, properties: Bool) -> [String] {
        keys.compactMap { key in
            guard let type = ConfigurationType.of(key, kind: kind) else { return nil }
            guard type == .text else { return "\(key): 1" }
            if properties, KeptKey.rule(of: key, kind: kind) != nil { return "\(key): secret=\(secret)-\(key)" }
            return "\(key): \(secret)-\(key)"
        }
    }

    private static func marked(_ number: Int) throws -> [String] {
        let mark = Mark(fleet: "lab", guest: try #require(GuestID(number)))
        let description = MarkText.description("The password is \(secret).", marked: mark)
        return description.split(separator: "\n").map { "#" + $0.replacing(":", with: "%3A") }
            + ["tags: phoenix;\(secret)"]
    }

    private func guest(_ number: Int, _ kind: GuestKind, _ lines: [String]) -> [String: Any] {
        [
            "id": number, "kind": kind.rawValue, "node": "pve1", "running": true,
            "config": lines.joined(separator: "\n") + "\n",
        ]
    }

    private static func cluster(_ guests: [[String: Any]]) throws -> Cluster {
        let scenario = try JSONSerialization.data(withJSONObject: ["nodes": [["name": "pve1"]], "guests": guests])
        return try Scenario.cluster(from: scenario, named: "secrets.json")
    }
}
