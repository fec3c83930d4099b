/// A property string as far as rights look into it: keys with values, and one key that may be left out.
struct OptionValue {
    private let values: [String: String]

    init(_ text: String, defaultKey: String? = nil) {
        var values: [String: String] = [:]
        for part in text.split(separator: ",") {
            if let sign = part.firstIndex(of: "=") {
                values[String(part[..<sign])] = String(part[part.index(after: sign)...])
            } else if let defaultKey {
                values[defaultKey] = String(part)
            }
        }
        self.values = values
    }

    subscript(key: String) -> String? { values[key].flatMap { $0.isEmpty ? nil : $0 } }

    var keys: Set<String> { Set(values.keys) }

    /// The value with every spelling of a truth value made one.
    func normalised(_ key: String) -> String {
        let value = values[key] ?? ""
        return switch value.lowercased() {
        case "1", "on", "yes", "true": "1"
        case "0", "off", "no", "false": "0"
        default: value
        }
    }
}

extension String {
    /// Whether this is an option of an indexed kind, such as `net0` of `net`.
    func isIndexed(_ kind: String) -> Bool {
        hasPrefix(kind) && NameRule.isDecimal(dropFirst(kind.count))
    }
}
