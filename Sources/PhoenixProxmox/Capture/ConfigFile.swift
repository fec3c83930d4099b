import Crypto
import Foundation
import PhoenixModel

/// A guest's configuration file as Proxmox writes it: descriptions as comments, keys ascending, raw lines, then what waits
/// for the next start, then snapshots (PVE::LXC::Config, PVE::QemuServer: `write_…_config`).
struct ConfigFile: Hashable, Sendable {
    let kind: GuestKind
    /// What is in force; the API's `digest` is no part of it.
    var current: ConfigText
    /// What waits for the next start.
    var pending = Pending()
    var snapshots: [Snapshot] = []

    /// New values, and what goes.
    struct Pending: Hashable, Sendable {
        var values: [String: String] = [:]
        var deletions: Set<String> = []

        init() {}

        init(_ rows: [PendingRow]) {
            for row in rows {
                if let value = row.pending?.value { values[row.key] = value }
                if (row.delete?.value ?? 0) > 0 { deletions.insert(row.key) }
            }
        }
    }

    /// A snapshot by its name; what it remembers of the configuration is not asked for.
    struct Snapshot: Hashable, Sendable {
        let name: String
        let takenAtSeconds: Int
        let parent: String?
    }

    var text: String {
        var text = Self.text(of: current.values, current.rawLines)
        if !pending.values.isEmpty || !pending.deletions.isEmpty {
            var values = pending.values
            if !pending.deletions.isEmpty { values["delete"] = pending.deletions.sorted().joined(separator: ",") }
            text += "\n[\(kind == .container ? "pve:pending" : "PENDING")]\n" + Self.text(of: values, [])
        }
        for snapshot in snapshots.sorted(by: { $0.name < $1.name }) {
            text += "\n[\(snapshot.name)]\n" + Self.text(of: values(of: snapshot), current.rawLines)
        }
        return text
    }

    /// A snapshot with what is in force now, so that it can be cloned from.
    private func values(of snapshot: Snapshot) -> [String: String] {
        var values = current.values.filter { !Self.ownKeys.contains($0.key) }
        values["snaptime"] = String(snapshot.takenAtSeconds)
        values["parent"] = snapshot.parent
        return values
    }

    /// What a snapshot does not have, or has of its own.
    private static let ownKeys: Set<String> = ["description", "lock", "parent", "template"]

    private static func text(of values: [String: String], _ rawLines: [ConfigText.RawLine]) -> String {
        var text = ""
        for line in descriptionLines(values["description"]) { text += "#\(encoded(line))\n" }
        for (key, value) in values.sorted(by: { $0.key < $1.key }) where key != "description" {
            text += "\(key): \(value)\n"
        }
        for line in rawLines { text += "\(line.key): \(line.value)\n" }
        return text
    }

    private static func descriptionLines(_ description: String?) -> [Substring] {
        var lines = (description ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    /// Control characters, `%`, `:` and all beyond ASCII are escaped (PVE::Tools, `encode_text`).
    private static func encoded(_ line: Substring) -> String {
        line.utf8.map { byte in
            let isPlain = (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "%") && byte != UInt8(ascii: ":")
            return isPlain ? String(UnicodeScalar(byte)) : PercentEncoding.encoded(byte)
        }.joined()
    }
}

extension ConfigFile {
    /// Whether a file of this text has that digest: then there is nothing in it that was not seen.
    ///
    /// The API's digest is the SHA-1 of the whole file (behaviour 6.6). One that differs says little: passwords are masked, and
    /// people write files in their own way.
    func isWhole(digest: String) -> Bool {
        let hash = Insecure.SHA1.hash(data: Data(text.utf8))
        return hash.map { PercentEncoding.hexadecimal($0) }.joined().lowercased() == digest.lowercased()
    }
}
