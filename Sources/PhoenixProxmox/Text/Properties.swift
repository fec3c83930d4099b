/// A value of several properties, `KEY=VALUE,KEY=VALUE`, as Proxmox writes it; one may stand without its key.
struct Properties: Hashable, Sendable {
    /// In the order written.
    private var pairs: [(key: String, value: String)] = []

    /// - Parameter defaultKey: the key of a property that stands without one.
    init(_ text: String = "", defaultKey: String? = nil) {
        // By bytes, as hundreds of guests have a dozen such texts each, and nothing but ASCII separates here.
        for part in text.utf8.split(separator: UInt8(ascii: ",")) {
            if let sign = part.firstIndex(of: UInt8(ascii: "=")) {
                pairs.append((Self.trimmed(part[..<sign]), Self.trimmed(part[part.index(after: sign)...])))
            } else if let defaultKey {
                pairs.append((defaultKey, Self.trimmed(part)))
            }
        }
    }

    /// The value of a key; nil takes it away, a new one goes to the end.
    subscript(key: String) -> String? {
        get { pairs.first { $0.key == key }?.value }
        set {
            guard let newValue else { return pairs.removeAll { $0.key == key } }
            if let place = pairs.firstIndex(where: { $0.key == key }) {
                pairs[place].value = newValue
            } else {
                pairs.append((key, newValue))
            }
        }
    }

    /// As Proxmox takes it, every property by its key.
    var text: String { pairs.map { "\($0.key)=\($0.value)" }.joined(separator: ",") }

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

    private static func trimmed(_ text: Substring.UTF8View) -> String {
        func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte) }
        var text = text.drop(while: isBlank)
        while let last = text.last, isBlank(last) { text.removeLast() }
        return String(Substring(text))
    }
}
