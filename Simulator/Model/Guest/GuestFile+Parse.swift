package import PhoenixModel

extension GuestFile {
    /// Reads a file's text. Lines that Proxmox would not understand are left out, as it does.
    package init(kind: GuestKind, text: String) {
        var reader = GuestFileReader(kind: kind)
        for line in text.split(separator: "\n", omittingEmptySubsequences: true) {
            reader.read(line)
        }
        reader.closeSection()
        self = reader.file
    }
}

/// Reads a configuration file line by line.
private struct GuestFileReader {
    var file: GuestFile
    private var place = Place.current
    private var section = GuestSection()
    private var description: [String] = []

    private enum Place {
        case current, pending, cloudInit
        case snapshot(SnapshotName)
        /// A section that this version does not know.
        case unknown
    }

    init(kind: GuestKind) {
        file = GuestFile(kind: kind)
    }

    mutating func read(_ line: Substring) {
        if line.hasPrefix("#") {
            description.append(ConfigurationText.decoded(line.dropFirst()))
        } else if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
            closeSection()
            open(String(line[line.index(after: line.startIndex)..<end]))
        } else if let colon = line.firstIndex(of: ":") {
            let key = String(line[..<colon])
            let rest = line[line.index(after: colon)...]
            let value = Self.trimmed(rest)
            if key.hasPrefix("lxc.") {
                section.rawLines.append(RawLine(key: key, value: value))
            } else if Self.isKey(key), !rest.isEmpty {
                // An emptied value reads back as one space.
                section[key] = value.isEmpty ? " " : value
            }
        }
    }

    mutating func closeSection() {
        if !description.isEmpty { section.description = description.joined(separator: "\n") }
        switch place {
        case .current: file.current = section
        case .pending:
            let deletions = ConfigurationText.tagList(section["delete"] ?? "").map {
                $0.hasPrefix("!") ? String($0.dropFirst()) : $0
            }
            section["delete"] = nil
            file.pending = PendingSection(values: section.values, deletions: Set(deletions))
        case .cloudInit: file.cloudInit = section
        case .snapshot(let name): file.snapshots[name] = section
        case .unknown: break
        }
        section = GuestSection()
        description = []
    }

    private mutating func open(_ title: String) {
        switch title {
        case "pve:pending" where file.kind == .container: place = .pending
        case "PENDING" where file.kind == .machine: place = .pending
        case "special:cloudinit" where file.kind == .machine: place = .cloudInit
        default: place = title.contains(":") ? .unknown : .snapshot(SnapshotName(title))
        }
    }

    private static func isKey(_ text: String) -> Bool {
        guard let first = text.utf8.first, (97...122).contains(first) else { return false }
        return text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 || $0 == 45 }
    }

    private static func trimmed(_ text: Substring) -> String {
        var rest = text
        while rest.first == " " || rest.first == "\t" { rest = rest.dropFirst() }
        while rest.last == " " || rest.last == "\t" || rest.last == "\r" { rest = rest.dropLast() }
        return String(rest)
    }
}
