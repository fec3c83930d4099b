/// A guest's configuration as Proxmox answers it: every key with its text, and the raw lines of a container's file.
struct ConfigText: Hashable, Sendable {
    var values: [String: String] = [:]
    /// Pairs of key and value, in the order of the file.
    var rawLines: [RawLine] = []

    /// One line that Proxmox hands on to LXC as it stands.
    struct RawLine: Hashable, Sendable {
        let key: String
        let value: String
    }

    subscript(key: String) -> String? { values[key] }

    /// A whole number; nil where there is none.
    func number(_ key: String) -> Int? { values[key].flatMap { Int($0) } }

    /// A switch; off where it is not there.
    func isOn(_ key: String) -> Bool { values[key].map(Properties.isTrue) ?? false }

    /// The values of `NAME0`, `NAME1`, …, ascending by number.
    func numbered(_ name: String) -> [(index: Int, text: String)] {
        values.compactMap { key, text in
            guard key.hasPrefix(name), let index = Int(key.dropFirst(name.count)) else { return nil }
            return (index, text)
        }.sorted { $0.index < $1.index }
    }
}
