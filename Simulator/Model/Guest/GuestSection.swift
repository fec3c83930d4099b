/// One section of a guest's configuration file: what is in force, what is pending, or one snapshot.
package struct GuestSection: Hashable, Sendable {
    /// The comment lines at its top, decoded, without the last line's end; nil if there are none.
    package var description: String?
    /// Whether the description stood behind the old key of that name, and so has no line end of its own.
    var isDescriptionOpen = false
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

    /// Whether a boolean setting is on.
    package func isOn(_ key: String) -> Bool { values[key].map(ConfigurationText.isTrue) ?? false }

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

    /// A setting or the description, which Proxmox treats as one of them.
    func setting(_ key: String) -> String? { key == "description" ? description : values[key] }

    mutating func set(_ key: String, _ value: String?) {
        if key == "description" {
            description = value?.isEmpty == true ? nil : value
            isDescriptionOpen = false
        } else {
            values[key] = value
        }
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
