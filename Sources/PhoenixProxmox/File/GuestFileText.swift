import Crypto
import Foundation
import PhoenixModel

/// A guest's own file, as it lies in `/etc/pve/nodes/NODE/lxc` or `…/qemu-server`: the configuration, what waits for the next
/// start, and the snapshots, each in its section (PVE::LXC::Config and PVE::QemuConfig, `parse_config`; vectors of both).
struct GuestFileText: Sendable {
    private(set) var current = Section()
    private(set) var pending = Section()
    /// By name.
    private(set) var snapshots: [String: Section] = [:]
    /// As Proxmox computes it from the whole file.
    let digest: String

    /// The lines between two headings.
    struct Section: Sendable {
        var config = ConfigText()
        fileprivate var description: [String] = []
    }

    /// - Parameter lines: without their ends. Lines that are none of Proxmox's are passed over, as it does itself.
    init(_ lines: [Substring]) {
        digest = Self.digest(of: lines)
        var heading: String?
        for line in lines where !line.isEmpty {
            if line.first == "[", line.last == "]" {
                heading = String(line.dropFirst().dropLast())
                continue
            }
            switch heading {
            case nil: current.read(line)
            case "pve:pending", "PENDING": pending.read(line)
            case .some(let name) where name.contains(":"): continue
            case .some(let name): snapshots[name, default: Section()].read(line)
            }
        }
        current.close()
        pending.close()
    }

    /// SHA-1 of the whole file (behaviour 6.6).
    private static func digest(of lines: [Substring]) -> String {
        var hash = Insecure.SHA1()
        for line in lines {
            hash.update(data: Array(line.utf8))
            hash.update(data: [UInt8(ascii: "\n")])
        }
        return hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }
}

extension GuestFileText {
    /// The names of its snapshots, oldest first.
    var snapshotNames: [SnapshotName] {
        snapshots.sorted { left, right in
            (left.value.config.number("snaptime") ?? 0, left.key)
                < (right.value.config.number("snaptime") ?? 0, right.key)
        }.map { SnapshotName($0.key) }
    }

    /// The configuration in force, and what will be once nothing waits.
    var config: GuestConfig {
        let deletions = (pending.config["delete"] ?? "").split { $0 == "," || $0 == ";" || $0.isWhitespace }
            // A key that goes by force is marked so.
            .map { String($0.first == "!" ? $0.dropFirst() : $0) }
        var waiting = pending.config.values
        waiting["delete"] = nil
        var next = current.config
        for key in deletions { next.values[key] = nil }
        next.values.merge(waiting) { $1 }
        return GuestConfig(
            inForce: current.config, next: next, waitingKeys: Set(waiting.keys), digest: digest)
    }
}

extension GuestFileText.Section {
    /// `key: value`, a raw line `lxc.key: value` or `lxc.key = value`, or a line of the description behind `#`.
    fileprivate mutating func read(_ line: Substring) {
        if line.first == "#" {
            let text = String(line.dropFirst())
            description.append(text.removingPercentEncoding ?? text)
            return
        }
        let isRaw = line.hasPrefix("lxc.")
        guard let sign = line.firstIndex(where: { $0 == ":" || isRaw && $0 == "=" }) else { return }
        let key = String(line[..<sign].reversed().drop(while: \.isWhitespace).reversed())
        let value = String(line[line.index(after: sign)...].drop(while: \.isWhitespace))
        if isRaw {
            config.rawLines.append(ConfigText.RawLine(key: key, value: value))
        } else {
            config.values[key] = value
        }
    }

    fileprivate mutating func close() {
        if !description.isEmpty { config.values["description"] = description.joined(separator: "\n") }
    }
}
