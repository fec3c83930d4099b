import JSONSchema
import PhoenixModel

extension MergedGuest {
    /// What a container may do, with what its features need, which is ascending; nil if nobody says anything.
    func abilities(neededByFeatures needed: [String], _ findings: inout Findings) -> Setting? {
        // In a file of the guest's own this shape is refused.
        let oldShape =
            draft.format == .ownFile ? nil : self[.features]?.string.map { $0.split(separator: ",").map(String.init) }
        var abilities = Set(readAbilities(self[.abilities], &findings))
        if let oldShape, let value = self[.features] {
            findings.note(
                .oldShape, at: value.place,
                "'features' as text is the old way to write container abilities; it is read",
                remedy: "Move it into pct_options, and list features by name")
            abilities.formUnion(oldShape.compactMap { ability($0, at: value, &findings) })
        }
        let isSaid = self[.abilities] != nil || oldShape != nil
        guard isSaid else { return needed.isEmpty ? nil : .abilities(needed) }
        return .abilities(abilities.union(needed).sorted())
    }

    /// Raw lines for the container's file, one setting a key, values in the order given.
    func rawOptions(_ findings: inout Findings) -> [Setting] {
        var keys: [String] = []
        var values: [String: [String]] = [:]
        for item in self[.rawOptions]?.items ?? [] {
            guard let (key, value) = rawOption(item, &findings) else { continue }
            if values[key] == nil { keys.append(key) }
            values[key, default: []].append(value)
        }
        addApparmorProfile(&keys, &values, &findings)
        return keys.map { .rawOption(key: $0, values: values[$0] ?? []) }
    }

    /// `apparmor_profile` is the same as `lxc.apparmor.profile`; a line that says otherwise contradicts it.
    private func addApparmorProfile(
        _ keys: inout [String], _ values: inout [String: [String]], _ findings: inout Findings
    ) {
        let key = "lxc.apparmor.profile"
        guard let profile = self[.apparmorProfile], let name = profile.string else { return }
        guard let said = values[key] else {
            keys.append(key)
            values[key] = [name]
            return
        }
        guard said != [name] else { return }
        findings.error(
            .conflictingValues, at: profile.place,
            "apparmor_profile is '\(name)', but lxc_options say \(key) = \(said.joined(separator: ", "))",
            remedy: "Keep one of the two")
    }

    private func rawOption(_ item: MergedValue, _ findings: inout Findings) -> (key: String, value: String)? {
        guard let line = item.string else { return nil }
        let parts = line.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "=" || $0 == ":" }
            .map { trimmed($0) }
        if parts.count == 2, parts[0].hasPrefix("lxc."), parts[0].count > 4, !parts[1].isEmpty,
            !line.contains(where: \.isNewline)
        {
            return (parts[0], parts[1])
        }
        findings.error(
            .invalidOption, at: item.place, "'\(line)' is no raw option of a container",
            remedy: "Write a key that begins with lxc., an equals sign and a value: lxc.mount.auto=sys:rw")
        return nil
    }

    /// Ids shared with the node.
    func identifierMaps() -> Setting? {
        guard let items = self[.identifierMaps]?.items else { return nil }
        return .identifierMaps(
            items.compactMap { item in
                guard let kind = item["type"]?.string.flatMap(IdentifierMap.Kind.init(rawValue:)),
                    let container = item["container_id"]?.integer, let host = item["host_id"]?.integer,
                    let count = item["size"]?.integer
                else { return nil }
                return IdentifierMap(kind: kind, containerID: container, hostID: host, count: count)
            })
    }
}

/// Abilities that are switched on, in the order given.
func readAbilities(_ value: MergedValue?, _ findings: inout Findings) -> [String] {
    (value?.items ?? []).compactMap { item in item.string.flatMap { ability($0, at: item, &findings) } }
}

private let switches: Set<String> = ["nesting", "keyctl", "fuse", "mknod", "force_rw_sys"]

/// `nesting=1` is the ability `nesting`, `nesting=0` is none, `mount=nfs;cifs` stands as it is.
private func ability(_ text: String, at item: MergedValue, _ findings: inout Findings) -> String? {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { trimmed($0) }
    let name = parts.first ?? ""
    let value = parts.count > 1 ? parts[1] : "1"
    if switches.contains(name) {
        if value == "1" { return name }
        if value == "0" { return nil }
    } else if name == "mount", parts.count > 1, !value.isEmpty {
        return "mount=\(value)"
    }
    findings.error(
        .invalidOption, at: item.place, "'\(text)' is nothing that Proxmox lets a container do",
        remedy: switches.contains(name)
            ? "Write \(name)=1 or \(name)=0"
            : Suggestion.remedy(
                for: name, among: switches.sorted(),
                otherwise: "Write one of \(switches.sorted().joined(separator: ", ")) with =1"))
    return nil
}

/// Without blanks at both ends.
func trimmed(_ text: Substring) -> String {
    let bytes = text.utf8
    let isBlank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    guard let start = bytes.firstIndex(where: { !isBlank($0) }),
        let end = bytes.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(text[start..<bytes.index(after: end)])
}

func trimmed(_ text: String) -> String { trimmed(text[...]) }
