import Foundation
import PhoenixModel
import Testing

@testable import PhoenixSimulator

/// Answers of Proxmox's own modules to configuration files and changes of them.
@Suite("Vectors of guests' configurations")
struct ConfigurationVectorTests {
    static let container = Vector.all(in: "lxc-config.json")
    static let machine = Vector.all(in: "qemu-config.json")

    @Test("A container's file gives values, digest and warnings", arguments: container.of("parse", "parse_odd"))
    func containerReading(vector: Vector) throws {
        let reading = GuestFileReading(kind: .container, text: try vector.text("raw"))
        #expect(reading.file.json == vector["json"] as? NSDictionary, "\(vector)")
        let warnings = vector["warnings"] as? [String] ?? []
        #expect(reading.warnings.map { "vm 100 - \($0)\n" } == warnings)
        guard let rewritten = vector["rewritten"] as? String else { return }
        #expect(reading.file.canonicalText == rewritten)
    }

    @Test("A machine's file is read with its values and digest", arguments: machine.of("vm_config_parse"))
    func machineReading(vector: Vector) throws {
        let reading = GuestFileReading(kind: .machine, text: try vector.text("raw"))
        #expect(reading.file.json == vector["json"] as? NSDictionary)
        #expect(reading.warnings == vector["warnings"] as? [String] ?? [])
        if let rewritten = vector["rewritten"] as? String { #expect(reading.file.canonicalText == rewritten) }
    }

    @Test("A task's identity is written and read", arguments: container.of("upid_encode", "upid_decode"))
    func taskIdentity(vector: Vector) throws {
        let upid = UPID(try vector.text("upid"))
        let fields = vector["fields"] as? [String: Any]
        #expect((upid == nil) == (fields == nil))
        guard let upid, let fields else { return }
        #expect(upid.text == (try vector.text("upid")))
        #expect(upid.node == fields["node"] as? String)
        #expect(upid.process == fields["pid"] as? Int)
        #expect(upid.processStart == fields["pstart"] as? Int)
        #expect(upid.startedAt == fields["starttime"] as? Int)
        #expect(upid.type == fields["type"] as? String)
        #expect(upid.subject == fields["id"] as? String)
        #expect(upid.owner == fields["user"] as? String)
    }

    @Test("What waits is listed beside what is in force", arguments: container.of("pending_array"))
    func pendingRows(vector: Vector) throws {
        let file = GuestFile(kind: .container, text: try vector.text("raw"))
        let rows = file.pendingRows.map(\.json)
        let expected = (vector["json"] as? [NSDictionary] ?? []).sorted {
            ($0["key"] as? String ?? "") < ($1["key"] as? String ?? "")
        }
        #expect(rows == expected)
    }

    @Test("A stopped container's update", arguments: container.of("update_stopped"))
    func update(vector: Vector) throws {
        let usual = try #require(Self.container.of("parse").first).text("raw")
        var cluster = try Self.cluster(with: vector["raw"] as? String ?? usual)
        let reference = Given.container(100)
        let update = ConfigurationUpdate(
            values: vector["params"] as? [String: String] ?? [:], deletions: vector["delete"] as? [String] ?? [])
        var refusal: String?
        var warnings: [String] = []
        do throws(HostError) {
            warnings = try cluster.update(reference, update)
        } catch {
            refusal = error.text + "\n"
        }
        let isTrap = vector["raw_after"] != nil
        #expect(isTrap || refusal == vector["die"] as? String, "\(vector)")
        #expect(warnings.map { $0 + "\n" } == vector["warnings"] as? [String] ?? [])
        guard let after = vector["raw_after"] as? String else { return }
        #expect(cluster.file(reference).masked == after.masked)
    }

    @Test("A machine's network card is read and printed", arguments: machine.of("net"))
    func network(vector: Vector) throws {
        var network = MachineNetwork(try vector.text("in"))
        if network.hardwareAddress == nil { network.hardwareAddress = "BC:24:11:00:00:01" }
        #expect(network.text == vector["out"] as? String)
        #expect(network.json == vector["parsed"] as? NSDictionary)
        #expect(MachineNetwork(network.text) == network)
    }

    @Test("A machine's drive is read and printed", arguments: machine.of("drive"))
    func drive(vector: Vector) throws {
        let disk = DiskText(try vector.text("in"))
        #expect(disk.text == vector["out"] as? String)
        #expect(disk.json(key: try vector.text("key")) == vector["parsed"] as? NSDictionary)
    }

    /// A node with everything that the vectors' container names.
    private static func cluster(with text: String) throws -> Cluster {
        var cluster = Scenario.homelab
        let volumes = [(0, 8), (2, 4), (3, 8)].map { disk, gibibytes in
            StoredVolume(
                volume: "local-lvm:vm-100-disk-\(disk)", sizeBytes: gibibytes * VolumeSize.bytesPerGibibyte)
        }
        cluster.guests[Given.id(100)] = Guest(
            id: Given.id(100), node: "pve1", file: GuestFile(kind: .container, text: text), volumes: volumes)
        cluster.countUse()
        return cluster
    }
}

/// One recorded answer.
struct Vector: @unchecked Sendable, CustomTestStringConvertible {
    /// JSON values as Foundation reads them; nobody changes them.
    private let fields: [String: Any]
    let kind: String

    subscript(key: String) -> Any? { fields[key] }

    func text(_ key: String) throws -> String { try #require(fields[key] as? String) }

    var testDescription: String {
        "\(kind): \(fields["note"] ?? fields["in"] ?? fields["raw"] ?? "")".prefix(80).description
    }

    static func all(in file: String) -> [Vector] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Vectors")
        guard let data = try? Data(contentsOf: folder.appendingPathComponent(file)),
            let rows = try? JSONSerialization.jsonObject(with: data) as? [[String: Any]]
        else { preconditionFailure("the vectors are beside the tests") }
        return rows.map { Vector(fields: $0, kind: $0["kind"] as? String ?? "") }
    }
}

extension [Vector] {
    func of(_ kinds: String...) -> [Vector] { filter { kinds.contains($0.kind) } }
}

extension String {
    /// Hardware addresses that were made up are not compared.
    fileprivate var masked: String {
        replacing(/BC:24:11:(?!AA:BB:CC)[0-9A-F:]{8}/) { _ in "BC:24:11:xx:xx:xx" }
    }
}

extension ConfigurationValue {
    fileprivate var object: Any {
        switch self {
        case .number(let number): number
        case .text(let text): text
        case .pairs(let lines): lines.map { [$0.key, $0.value] }
        }
    }
}

extension PendingRow {
    fileprivate var json: NSDictionary {
        var fields: [String: Any] = ["key": key]
        fields["value"] = value?.object
        fields["pending"] = pending?.object
        fields["delete"] = deletion?.rawValue
        return fields as NSDictionary
    }
}

extension GuestFile {
    /// As Proxmox's parser returns it.
    fileprivate var json: NSDictionary {
        var fields = objects(current)
        fields["digest"] = digest
        var waiting = objects(pending.section)
        if !pending.deletions.isEmpty { waiting["delete"] = pending.deletionText }
        fields["pending"] = waiting
        fields["snapshots"] = Dictionary(snapshots.map { ($0.key.text, objects($0.value)) }) { $1 }
        if kind == .machine { fields["special-sections"] = specialSections.mapValues(objects) }
        return fields as NSDictionary
    }

    private func objects(_ section: GuestSection) -> [String: Any] { values(of: section).mapValues(\.object) }
}

extension MachineNetwork {
    fileprivate var json: NSDictionary {
        var fields: [String: Any] = ["model": model]
        fields["macaddr"] = hardwareAddress
        for key in properties.keys {
            let value = properties[key] ?? ""
            if ["firewall", "link_down", "host-tunnel"].contains(key), let number = Int(value) {
                fields[key] = number
            } else {
                fields[key] = value
            }
        }
        return fields as NSDictionary
    }
}

extension DiskText {
    fileprivate func json(key: String) -> NSDictionary {
        let (prefix, index) = ConfigurationKey.split(key) ?? (key, 0)
        var fields: [String: Any] = ["interface": prefix, "index": "\(index)"]
        for key in properties.keys {
            let value = properties[key] ?? ""
            if DiskText.booleans.contains(key), let number = Int(value) {
                fields[key] = number
            } else {
                fields[key] = value
            }
        }
        fields["size"] = sizeBytes
        return fields as NSDictionary
    }
}
