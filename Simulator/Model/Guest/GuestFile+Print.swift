import PhoenixModel

extension GuestFile {
    /// What Proxmox writes: descriptions as comments, keys ascending, raw lines last, then pending, special sections
    /// and snapshots.
    var canonicalText: String {
        var text = Self.text(of: current)
        if !pending.isEmpty {
            text += "\n[\(kind == .container ? "pve:pending" : "PENDING")]\n" + Self.text(of: pending)
        }
        for name in specialSections.keys.sorted() {
            guard let section = specialSections[name], !section.isEmpty else { continue }
            // What a cloud-init drive was made from is of no interest without one.
            if name == Self.cloudInitSection, cloudInitDrive == nil { continue }
            text += "\n[special:\(name)]\n" + Self.text(of: section)
        }
        for name in snapshots.keys.sorted() {
            guard let section = snapshots[name] else { continue }
            text += "\n[\(name)]\n" + Self.text(of: section)
        }
        return text
    }

    private static func text(of pending: PendingSection) -> String {
        var section = pending.section
        if !pending.deletions.isEmpty { section["delete"] = pending.deletionText }
        return text(of: section)
    }

    private static func text(of section: GuestSection) -> String {
        var text = ""
        for line in descriptionLines(section.description) {
            text += "#\(ConfigurationText.encodedLine(line))\n"
        }
        for (key, value) in section.values.sorted(by: { $0.key < $1.key }) where key != "env" {
            text += "\(key): \(value)\n"
        }
        for variable in (section["env"] ?? "").split(separator: "\0") {
            text += "\(RawKey.environment): \(variable)\n"
        }
        for line in section.rawLines {
            text += "\(line.key): \(line.value)\n"
        }
        return text
    }

    /// Empty lines at the end are not kept.
    private static func descriptionLines(_ description: String?) -> [Substring] {
        var lines = (description ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
