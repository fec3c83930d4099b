/// A value of several properties, `KEY=VALUE,KEY=VALUE`, as Proxmox writes it; one may stand without its key.
struct Properties: Hashable, Sendable {
    /// In the order written.
    private var pairs: [(key: String, value: String)] = []

    /// - Parameter defaultKey: the key of a property that stands without one.
    init(_ text: String, defaultKey: String? = nil) {
        for part in text.split(separator: ",") {
            if let sign = part.firstIndex(of: "=") {
                pairs.append((Self.trimmed(part[..<sign]), Self.trimmed(part[part.index(after: sign)...])))
            } else if let defaultKey {
                pairs.append((defaultKey, Self.trimmed(part)))
            }
        }
    }

    subscript(key: String) -> String? { pairs.first { $0.key == key }?.value }

    var keys: [String] { pairs.map(\.key) }

    /// A whole number; nil where there is none.
    func number(_ key: String) -> Int? { self[key].flatMap { Int($0) } }

    /// A switch; off where it is not there.
    func isOn(_ key: String) -> Bool { self[key].map(Self.isTrue) ?? false }

    /// Every way in which Proxmox takes a yes.
    static func isTrue(_ text: String) -> Bool { ["1", "yes", "on", "true"].contains(text.lowercased()) }

    static func == (left: Self, right: Self) -> Bool { left.pairs.elementsEqual(right.pairs, by: ==) }

    func hash(into hasher: inout Hasher) {
        for (key, value) in pairs {
            hasher.combine(key)
            hasher.combine(value)
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
