import PhoenixModel

/// What Proxmox looks at in a text of a configuration file before it believes it.
enum ConfigurationFormat {
    /// Why a value is none, in Proxmox's words; nil if it may stand.
    static func mistake(in value: String, of key: String, kind: GuestKind) -> String? {
        let prefix = ConfigurationKey.split(key)?.prefix ?? key
        if let list = PropertyFormat.of(prefix, kind: kind) { return list.mistake(in: value) }
        switch (prefix, kind) {
        case ("hostname", .container), ("name", .machine):
            return isHostName(value) ? nil : "value does not look like a valid DNS name"
        case ("searchdomain", .container):
            let isGood = ConfigurationText.list(value).allSatisfy(isHostName)
            return isGood ? nil : "value does not look like a valid DNS name"
        case ("startup", _): return isStartup(value) ? nil : "unable to parse startup options"
        case ("tags", _):
            return ConfigurationText.list(value).allSatisfy(isTag) ? nil : "invalid characters in tag"
        case ("hookscript", _): return value.contains(":") ? nil : "unable to parse volume ID '\(value)'"
        default: return nil
        }
    }

    /// Labels of letters, digits and inner dashes.
    private static func isHostName(_ text: String) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            guard let first = label.first, let last = label.last, first != "-", last != "-" else { return false }
            let isPlain = label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
            return isPlain && label.utf8.count <= 63
        }
    }

    private static func isTag(_ text: String) -> Bool {
        guard let first = text.first, first.isASCII, first.isLetter || first.isNumber || first == "_" else {
            return false
        }
        return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-+.".contains($0)) }
    }

    private static func isStartup(_ text: String) -> Bool {
        text.split(separator: ",").allSatisfy { part in
            let number = part.split(separator: "=", maxSplits: 1).last ?? ""
            let name = part.contains("=") ? part.prefix { $0 != "=" } : "order"
            let isNumber = !number.isEmpty && number.utf8.allSatisfy { (48...57).contains($0) }
            return isNumber && ["order", "up", "down"].contains(name)
        }
    }
}

/// The keys of a property string in a configuration file.
struct PropertyFormat {
    let keys: Set<String>
    /// The key whose value may stand without it.
    var defaultKey: String?
    var required: [String] = []
    var booleans: Set<String> = []
    var integers: Set<String> = []

    /// Why a text is none of its kind: the first break of the form, or every key that is wrong.
    func mistake(in text: String) -> String? {
        var values: [String: String] = [:]
        for part in text.split(separator: ",") where !part.allSatisfy(\.isWhitespace) {
            if let sign = part.firstIndex(of: "=") {
                let key = String(part[..<sign])
                let value = String(part[part.index(after: sign)...])
                if key.isEmpty || value.isEmpty { return "missing key in comma-separated list property" }
                if values[key] != nil { return "duplicate key in comma-separated list property: \(key)" }
                values[key] = value
            } else {
                guard let defaultKey else { return "value without key, but schema does not define a default key" }
                if values[defaultKey] != nil {
                    return "duplicate key in comma-separated list property: \(defaultKey)"
                }
                values[defaultKey] = String(part)
            }
        }
        let mistakes = self.mistakes(in: values)
        return mistakes.isEmpty ? nil : (["format error"] + mistakes).joined(separator: "\n")
    }

    private func mistakes(in values: [String: String]) -> [String] {
        var mistakes: [String: String] = [:]
        for (key, value) in values {
            if !keys.contains(key) {
                mistakes[key] = "property is not defined in schema and the schema does not allow additional properties"
            } else if booleans.contains(key), !ConfigurationText.isTrue(value), !ConfigurationText.isFalse(value) {
                mistakes[key] = "type check ('boolean') failed - got '\(value)'"
            } else if integers.contains(key), Int(value) == nil {
                mistakes[key] = "type check ('integer') failed - got '\(value)'"
            }
        }
        for key in required where values[key] == nil {
            mistakes[key] = "property is missing and it is not optional"
        }
        return mistakes.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    }

    /// The format of a container's setting without its number; machines' are read as they are.
    static func of(_ prefix: String, kind: GuestKind) -> PropertyFormat? {
        kind == .container ? container[prefix] : nil
    }

    private static let disk: Set<String> = [
        "acl", "idmap", "mountoptions", "quota", "replicate", "ro", "shared", "size", "volume",
    ]

    private static let container: [String: PropertyFormat] = [
        "dev": PropertyFormat(
            keys: ["deny-write", "gid", "mode", "path", "uid"], defaultKey: "path", booleans: ["deny-write"],
            integers: ["gid", "uid"]),
        "features": PropertyFormat(
            keys: ["force_rw_sys", "fuse", "keyctl", "mknod", "mount", "nesting"],
            booleans: ["force_rw_sys", "fuse", "keyctl", "mknod", "nesting"]),
        "mp": PropertyFormat(
            keys: disk.union(["backup", "keepattrs", "mp"]), defaultKey: "volume", required: ["mp", "volume"],
            booleans: DiskText.booleans),
        "net": PropertyFormat(
            keys: [
                "bridge", "firewall", "gw", "gw6", "host-managed", "hwaddr", "ip", "ip6", "link_down", "mtu", "name",
                "rate", "tag", "trunks", "type",
            ], required: ["name"], booleans: ["firewall", "host-managed", "link_down"], integers: ["mtu", "tag"]),
        "rootfs": PropertyFormat(
            keys: disk, defaultKey: "volume", required: ["volume"], booleans: DiskText.booleans),
        "unused": PropertyFormat(keys: ["volume"], defaultKey: "volume", required: ["volume"]),
    ]
}
