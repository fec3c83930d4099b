/// One section of a guest's configuration file: what is in force, what is pending, or one snapshot.
package struct GuestSection: Hashable, Sendable {
    /// The comment lines at its top, decoded; nil if there are none.
    package var description: String?
    /// The settings by their keys.
    package var values: [String: String]
    /// The container's raw `lxc.*` lines, in the order in which they stand.
    package var rawLines: [RawLine]

    package init(description: String? = nil, values: [String: String] = [:], rawLines: [RawLine] = []) {
        self.description = description
        self.values = values
        self.rawLines = rawLines
    }

    package subscript(key: String) -> String? {
        get { values[key] }
        set { values[key] = newValue }
    }

    package var isEmpty: Bool { description == nil && values.isEmpty && rawLines.isEmpty }

    /// Every key of the form `prefixN`, with its number, ascending by number.
    package func indexed(_ prefix: String) -> [(index: Int, key: String, value: String)] {
        values.compactMap { key, value in
            ConfigurationKey.index(of: key, after: prefix).map { (index: $0, key: key, value: value) }
        }.sorted { $0.index < $1.index }
    }

    /// The lowest `prefixN` that is not in use.
    package func firstFree(_ prefix: String) -> String {
        var index = 0
        while values["\(prefix)\(index)"] != nil { index += 1 }
        return "\(prefix)\(index)"
    }
}

/// A raw line of a container's file, such as `lxc.mount.entry: /dev/nvidia0 …`.
package struct RawLine: Hashable, Codable, Sendable {
    package let key: String
    package let value: String

    package init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}

/// What the names of settings in a configuration file say.
package enum ConfigurationKey {
    /// The number behind `prefix`: 3 for `net3` and `net`; nil for any other key.
    package static func index(of key: String, after prefix: String) -> Int? {
        guard key.hasPrefix(prefix) else { return nil }
        let digits = key.utf8.dropFirst(prefix.utf8.count)
        guard !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(key.dropFirst(prefix.count))
    }

    /// Whether the key names a disk of a guest: `rootfs`, `mpN`, `scsiN`, `unusedN`, ….
    package static func isVolume(_ key: String) -> Bool {
        key == "rootfs" || diskPrefixes.contains { index(of: key, after: $0) != nil }
    }

    /// Whether the key is a disk that the guest uses, so not one that lies unused.
    package static func isAttachedVolume(_ key: String) -> Bool {
        isVolume(key) && index(of: key, after: "unused") == nil
    }

    private static let diskPrefixes = ["mp", "scsi", "virtio", "sata", "ide", "efidisk", "unused"]
}
