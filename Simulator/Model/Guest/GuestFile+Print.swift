import PhoenixModel

extension GuestFile {
    /// The file's text: descriptions as comments, keys ascending, raw lines last, then pending, cloud-init and snapshots.
    package var text: String {
        var text = Self.text(of: current)
        if !pending.isEmpty {
            text += "\n[\(kind == .container ? "pve:pending" : "PENDING")]\n" + Self.text(of: pending)
        }
        if let cloudInit, !cloudInit.isEmpty {
            text += "\n[special:cloudinit]\n" + Self.text(of: cloudInit)
        }
        for name in snapshots.keys.sorted() {
            guard let section = snapshots[name] else { continue }
            text += "\n[\(name)]\n" + Self.text(of: section)
        }
        return text
    }

    private static func text(of pending: PendingSection) -> String {
        var values = pending.values
        if !pending.deletions.isEmpty { values["delete"] = pending.deletions.sorted().joined(separator: ",") }
        return text(of: GuestSection(values: values))
    }

    private static func text(of section: GuestSection) -> String {
        var text = ""
        for line in descriptionLines(section.description) {
            text += "#\(ConfigurationText.encodedLine(line))\n"
        }
        for (key, value) in section.values.sorted(by: { $0.key < $1.key }) {
            text += "\(key): \(value)\n"
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
