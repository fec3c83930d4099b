/// A property string of a configuration file: `name=eth0,bridge=vmbr0`, or with a value that needs no key in front.
package struct PropertyString: Hashable, Sendable {
    /// The key whose value may stand without it.
    private let defaultKey: String?
    private var values: [String: String] = [:]

    /// Reads `text`; of a repeated key the last value counts.
    package init(_ text: String = "", defaultKey: String? = nil) {
        self.defaultKey = defaultKey
        for part in text.split(separator: ",") {
            if let sign = part.firstIndex(of: "=") {
                values[String(part[..<sign])] = String(part[part.index(after: sign)...])
            } else if let defaultKey {
                values[defaultKey] = String(part)
            } else {
                values[String(part)] = "1"
            }
        }
    }

    package subscript(key: String) -> String? {
        get { values[key] }
        set { values[key] = newValue }
    }

    /// Every key, ascending.
    package var keys: [String] { values.keys.sorted() }

    /// Gives a property its proper name.
    mutating func rename(_ alias: String, to key: String) {
        guard let value = values.removeValue(forKey: alias) else { return }
        values[key] = value
    }

    /// Writes booleans as digits, as Proxmox does when it has read a property string.
    mutating func normaliseBooleans(_ keys: Set<String>) {
        for key in keys {
            guard let value = values[key] else { continue }
            if ConfigurationText.isTrue(value) { values[key] = "1" }
            if ConfigurationText.isFalse(value) { values[key] = "0" }
        }
    }

    /// Whether a boolean property is on: Proxmox reads 1, on, yes and true.
    package func isOn(_ key: String) -> Bool {
        values[key].map(ConfigurationText.isTrue) ?? false
    }

    /// Proxmox's order: the default key without its name, then `leading`, then the rest ascending.
    package func text(leading: [String] = []) -> String {
        var parts: [String] = []
        if let defaultKey, let value = values[defaultKey] { parts.append(value) }
        let first = leading.filter { values[$0] != nil }
        let rest = values.keys.filter { $0 != defaultKey && !leading.contains($0) }.sorted()
        for key in first + rest {
            if let value = values[key] { parts.append("\(key)=\(value)") }
        }
        return parts.joined(separator: ",")
    }
}
