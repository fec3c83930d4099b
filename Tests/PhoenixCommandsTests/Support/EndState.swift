import Foundation
import PhoenixModel
import PhoenixSimulator
import Testing

/// All that two hosts have in common which came to the same end: without what chance and time decide.
struct EndState: Equatable {
    /// By number: each field with its text.
    var guests: [GuestID: [String: String]] = [:]
    /// What every storage holds of guests, in bytes.
    var storages: [StorageName: Int] = [:]

    init(_ cluster: Cluster) throws {
        for guest in cluster.guestsByNumber {
            var fields: [String: String] = [
                "kind": guest.kind.rawValue, "node": guest.node.text, "power": guest.running == nil ? "off" : "on",
                "template": "\(guest.file.isTemplate)", "lock": guest.file.lock ?? "",
                "snapshots": guest.file.snapshotsByAge.map(\.text).joined(separator: " "),
                "pending": "\(guest.file.pending.isEmpty)",
                "firewall": "\(guest.firewall.map { "\($0)" } ?? "none")", "image": guest.interior.image,
                "raw lines": guest.file.current.rawLines.map { "\($0.key)=\($0.value)" }.joined(separator: "\n"),
            ]
            for (key, value) in guest.file.current.values where !Self.chosenByChance.contains(key) {
                fields["config \(key)"] = Self.canonical(key, value)
            }
            var mark = try #require(MarkText.mark(in: guest.file.current.description ?? ""))
            // Each repository's commits have names of their own.
            mark.commit = nil
            fields["mark"] = MarkText.block(for: mark)
            for receipt in guest.interior.receipts {
                fields["receipt \(receipt.subject)"] = "\(receipt.stage) \(receipt.digest)"
            }
            for (path, text) in guest.interior.files where !path.hasPrefix(InteriorPath.receiptFolder) {
                fields["file \(path)"] = text
            }
            guests[guest.id] = fields
            for volume in guest.volumes {
                storages[StorageName(String(volume.volume.prefix { $0 != ":" })), default: 0] += volume.sizeBytes
            }
        }
    }

    private static let chosenByChance: Set<String> = ["description", "digest", "meta", "smbios1", "vmgenid"]

    /// Properties in order and by their keys, as both ways of writing them mean the same; network cards get addresses by
    /// chance.
    private static func canonical(_ key: String, _ value: String) -> String {
        let defaultKeys = ["agent": "enabled", "dev": "path"]
        let name = String(key.prefix { !$0.isNumber })
        return value.replacing(/[0-9A-F]{2}(:[0-9A-F]{2}){5}/, with: "ADDRESS").split(separator: ",")
            .map { $0.contains("=") ? String($0) : "\(defaultKeys[name] ?? "")=\($0)" }.sorted().joined(separator: ",")
    }
}
