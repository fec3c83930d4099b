package import PhoenixModel

extension GuestFile {
    /// Reads a file's text. What Proxmox would warn about is of no interest here.
    package init(kind: GuestKind, text: String) {
        self = GuestFileReading(kind: kind, text: text).file
    }
}

/// A configuration file as it was read, and what Proxmox's log would say about it.
package struct GuestFileReading: Sendable {
    package let file: GuestFile
    /// Proxmox's own sentences, without the guest's name in front.
    package let warnings: [String]

    package init(kind: GuestKind, text: String) {
        var reader = GuestFileReader(kind: kind)
        // By bytes, as Proxmox does it, which also is many times faster than by characters.
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) { reader.read(Substring(line)) }
        reader.closeSection()
        var file = reader.file
        // `didSet` forgets it with every line that is read.
        file.handText = text == file.canonicalText ? nil : text
        self.file = file
        warnings = reader.warnings
    }
}

/// Reads a configuration file line by line.
private struct GuestFileReader {
    var file: GuestFile
    var warnings: [String] = []
    private var place = Place.current
    private var section = GuestSection()
    private var deletions: String?
    private var description: String?
    private var openedSections: Set<String> = []

    private enum Place: Equatable {
        case current, pending
        case special(String)
        case snapshot(SnapshotName)
        /// A section that this version does not know.
        case unknown
    }

    init(kind: GuestKind) {
        file = GuestFile(kind: kind)
    }

    mutating func read(_ line: Substring) {
        if line.utf8.allSatisfy(Self.isBlank) { return }
        if let title = title(of: line), open(title) { return }
        if place == .unknown { return }
        if line.hasPrefix("#") {
            description = (description ?? "") + ConfigurationText.decoded(line.dropFirst()) + "\n"
        } else if let (key, value) = Self.rawLine(line), file.kind == .container {
            readRaw(key, value, line)
        } else if let (key, value) = Self.setting(line, kind: file.kind) {
            readSetting(key, value)
        } else {
            warnings.append("unable to parse config: \(line)")
        }
    }

    mutating func closeSection() {
        closeDescription()
        switch place {
        case .current: file.current = section
        case .pending:
            file.pending.section = section
            if let deletions { file.pending.readDeletions(deletions) }
        case .special(let name): file.specialSections[name] = section
        case .snapshot(let name): file.snapshots[name] = section
        case .unknown: break
        }
        section = GuestSection()
        deletions = nil
    }

    /// Containers' descriptions keep the last line's end, machines' lose all blanks at their end.
    private mutating func closeDescription() {
        guard var text = description else { return }
        description = nil
        if file.kind == .machine {
            text = String(Self.withoutBlanksAtEnd(Substring(text)))
        } else if text.isEmpty {
            return
        } else if text.hasSuffix("\n") {
            text.removeLast()
        } else {
            section.isDescriptionOpen = true
        }
        section.description = text
    }

    private func title(of line: Substring) -> String? {
        let line = Self.withoutBlanksAtEnd(line)
        guard line.hasPrefix("["), line.hasSuffix("]"), !line.dropLast().contains("]") else { return nil }
        return String(line.dropFirst().dropLast())
    }

    /// False for a title that containers' files do not know: it is a line like any other then.
    private mutating func open(_ title: String) -> Bool {
        let next: Place
        switch (title.lowercased(), file.kind) {
        case ("pve:pending", .container), ("pending", .machine): next = .pending
        case ("special:cloudinit", .machine), ("special:fleecing", .machine):
            next = .special(String(title.lowercased().dropFirst("special:".count)))
        default: next = Self.isSnapshotName(title) ? .snapshot(SnapshotName(title)) : .unknown
        }
        if next == .unknown, file.kind == .container { return false }
        closeSection()
        place = next
        if file.kind == .machine { warnAboutSection(title) }
        return true
    }

    private mutating func warnAboutSection(_ title: String) {
        let what: String
        switch place {
        case .unknown: return warnings.append("skipping unknown section: '\(title)'")
        case .pending: what = "section: pending"
        case .special(let name): what = "special section: \(name)"
        case .current, .snapshot: what = "snapshot section: \(title)"
        }
        if !openedSections.insert(what).inserted { warnings.append("duplicate \(what)") }
    }

    private mutating func readRaw(_ key: String, _ value: String, _ line: Substring) {
        switch RawKey.standing(of: key) {
        case .deprecated(let warning):
            warnings.append(warning)
            section.rawLines.append(RawLine(key: key, value: value))
        case .kept where key == RawKey.environment:
            section["env"] = section["env"].map { $0 + "\0" + value } ?? value
        case .kept: section.rawLines.append(RawLine(key: key, value: value))
        case .refused(let reason): warnings.append("\(key): \(reason)")
        case .unknown: warnings.append("unable to parse config: \(line)")
        }
    }

    private mutating func readSetting(_ key: String, _ value: String) {
        let isBlank = value.utf8.allSatisfy(Self.isBlank)
        switch key {
        case "description" where !isBlank:
            description = (description ?? "") + ConfigurationText.decoded(value)
        case "snapstate" where value == "prepare" || value == "delete":
            // In what is in force it is a leftover that is not kept.
            if place != .current { section[key] = value }
        case "args" where file.kind == .machine && !isBlank:
            section[key] = value
        case "delete" where !isBlank:
            guard place != .pending else { return deletions = value }
            let title = file.kind == .container ? "pve:pending" : "PENDING"
            warnings.append("property 'delete' is only allowed in [\(title)]")
        default: readTyped(key, value)
        }
    }

    /// Containers keep a value that is none, machines lose it.
    private mutating func readTyped(_ key: String, _ value: String) {
        if case .special(GuestFile.cloudInitSection) = place { return section[key] = value }
        switch typed(key, value) {
        case .success(let canonical):
            section[file.kind == .machine && key == "cdrom" ? "ide2" : key] = canonical
        case .failure(let mismatch):
            warnings.append("unable to parse value of '\(key)' - \(mismatch.text)")
            if file.kind == .container { section[key] = value }
        }
    }
}

extension GuestFileReader {
    private func typed(_ key: String, _ value: String) -> Result<String, ConfigurationType.Mismatch> {
        guard let type = ConfigurationType.of(key, kind: file.kind) else {
            return .failure(ConfigurationType.Mismatch("unknown setting '\(key)'"))
        }
        if let mistake = ConfigurationFormat.mistake(in: value, of: key, kind: file.kind) {
            return .failure(ConfigurationType.Mismatch(mistake))
        }
        return type.canonical(value)
    }
}

/// The forms of lines.
extension GuestFileReader {
    /// `lxc.KEY: VALUE` or `lxc.KEY = VALUE`.
    private static func rawLine(_ line: Substring) -> (key: String, value: String)? {
        guard line.hasPrefix("lxc.") else { return nil }
        let key = line.utf8.prefix { byte in
            (97...122).contains(byte) || (48...57).contains(byte) || "_-.".utf8.contains(byte)
        }
        let written = line.utf8[key.endIndex...]
        let rest = written.drop(while: isBlank)
        guard key.count > "lxc.".utf8.count, rest.first == UInt8(ascii: "=") || written.first == UInt8(ascii: ":")
        else { return nil }
        return (String(Substring(key)), trimmed(Substring(rest.dropFirst())))
    }

    /// `KEY: VALUE`; a value of blanks only is the last of them.
    private static func setting(_ line: Substring, kind: GuestKind) -> (key: String, value: String)? {
        guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let key = line[..<colon]
        let rest = Substring(line.utf8[colon...].dropFirst())
        guard isKey(key, kind: kind), let last = rest.last else { return nil }
        let value = trimmed(rest)
        return (String(key), value.isEmpty ? String(last) : value)
    }

    /// Letters and `_` (for machines `-` as well), then digits.
    private static func isKey(_ text: Substring, kind: GuestKind) -> Bool {
        let head = text.utf8.prefix { !(48...57).contains($0) }
        guard let first = head.first, (97...122).contains(first) else { return false }
        let hasName = head.allSatisfy { (97...122).contains($0) || $0 == 95 || ($0 == 45 && kind == .machine) }
        return hasName && text.utf8[head.endIndex...].allSatisfy { (48...57).contains($0) }
    }

    private static func isSnapshotName(_ text: String) -> Bool {
        let bytes = Array(text.lowercased().utf8)
        guard bytes.count > 1, (97...122).contains(bytes[0]) else { return false }
        return bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 || $0 == 45 }
    }

    private static func trimmed(_ text: Substring) -> String {
        String(withoutBlanksAtEnd(Substring(text.utf8.drop(while: isBlank))))
    }

    private static func withoutBlanksAtEnd(_ text: Substring) -> Substring {
        guard let last = text.utf8.lastIndex(where: { !isBlank($0) }) else { return "" }
        return Substring(text.utf8[...last])
    }

    /// Perl's `\s`.
    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
