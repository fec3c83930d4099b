import PhoenixModel

/// What a copy keeps of a marked guest's configuration: an allow-list of keys, of properties within their values, and of raw
/// lines. What is not on it is left out, whatever later versions of Proxmox put there.
///
/// On it is what Phoenix sees of a guest and what decides how Proxmox takes changes. Never on it: `args`, `cicustom`,
/// `cipassword`, `ciuser`, `entrypoint`, `env`, `hookscript`, `meta`, `smbios1`, `sshkeys`, `vmgenid`, disks' serial numbers,
/// what people wrote into description and tags.
struct KeptConfig {
    private let kind: GuestKind
    /// The file with nothing else in it.
    private(set) var file: ConfigFile
    /// The names of what was left out of what is in force, also in part: keys, `KEY.PROPERTY`, and raw lines' keys.
    private(set) var omittedKeys: Set<String> = []

    init(_ whole: ConfigFile, mark: Mark) {
        kind = whole.kind
        file = ConfigFile(kind: kind, current: ConfigText())
        for (key, value) in whole.current.values where !Self.ownKeys.contains(key) {
            file.current.values[key] = kept(key, value)
        }
        file.current.rawLines = whole.current.rawLines.filter { line in
            let isKept = KeptRawLine.allows(line)
            if !isKept { omittedKeys.insert(line.key) }
            return isKept
        }
        takeOwn(of: whole.current, mark)
        for (key, value) in whole.pending.values { file.pending.values[key] = kept(key, value) }
        file.pending.deletions = whole.pending.deletions.filter { KeptKey.rule(of: $0, kind: kind) != nil }
        file.snapshots = whole.snapshots
    }

    private static let ownKeys: Set<String> = ["description", "tags"]

    /// What Phoenix wrote where people write too.
    private mutating func takeOwn(of whole: ConfigText, _ mark: Mark) {
        let block = MarkText.block(for: mark)
        // Who works on the host does not work on its copy.
        file.current.values["description"] = MarkText.block(for: mark.claimed(nil))
        file.current.values["tags"] = MarkText.tag
        let lines = whole["description"]?.split(whereSeparator: \.isNewline)
        if let lines, lines != block.split(whereSeparator: \.isNewline) { omittedKeys.insert("description") }
        if whole.tags.contains(where: { $0.lowercased() != MarkText.tag }) { omittedKeys.insert("tags") }
    }

    /// The value as it may be told; nil if nothing of it may.
    private mutating func kept(_ key: String, _ value: String) -> String? {
        guard let rule = KeptKey.rule(of: key, kind: kind), !value.contains(where: \.isNewline) else {
            omittedKeys.insert(key)
            return nil
        }
        guard case .properties(let names, let defaultKey, let required) = rule else { return value }
        let whole = Properties(value, defaultKey: defaultKey)
        let kept = whole.keys.filter(names.contains)
        for name in whole.keys where !names.contains(name) { omittedKeys.insert("\(key).\(name)") }
        if let required, !required.isFulfilled(by: whole) {
            omittedKeys.insert(key)
            return nil
        }
        // As Proxmox prints it: the one that may stand without its key comes first and does.
        let first = kept.first { $0 == defaultKey }
        let rest = kept.filter { $0 != defaultKey }.compactMap { name in whole[name].map { "\(name)=\($0)" } }
        let parts = (first.flatMap { whole[$0] }.map { [$0] } ?? []) + rest
        return parts.isEmpty ? nil : parts.joined(separator: ",")
    }
}

/// One of a container's raw lines.
enum KeptRawLine {
    static func allows(_ line: ConfigText.RawLine) -> Bool {
        guard !line.value.contains(where: \.isNewline) else { return false }
        if line.key == "lxc.mount.entry" { return isPlainMount(line.value) }
        return keys.contains(line.key) || prefixes.contains(where: line.key.hasPrefix)
    }

    private static let keys: Set<String> = [
        "lxc.apparmor.allow_incomplete", "lxc.apparmor.allow_nesting", "lxc.apparmor.profile", "lxc.autodev",
        "lxc.cap.drop", "lxc.cap.keep", "lxc.idmap", "lxc.mount.auto",
    ]
    private static let prefixes = ["lxc.cgroup.devices.", "lxc.cgroup2.devices.", "lxc.prlimit."]

    /// `/dev/nvidia0 dev/nvidia0 none bind,optional,create=file`: something of the node's own, with options that name nobody.
    /// Network file systems may have a password among theirs.
    private static func isPlainMount(_ value: String) -> Bool {
        let words = value.split(whereSeparator: \.isWhitespace)
        guard words.count >= 4, words[0].hasPrefix("/"), !words[0].hasPrefix("//") else { return false }
        return words[3].split(separator: ",").allSatisfy { mountOptions.contains(String($0)) }
    }

    private static let mountOptions: Set<String> = [
        "bind", "create=dir", "create=file", "nodev", "noexec", "nosuid", "optional", "rbind", "relative", "ro",
        "rslave", "rw", "slave",
    ]
}
