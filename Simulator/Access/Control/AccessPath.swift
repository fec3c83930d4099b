/// The paths on which roles are given, such as `/vms/100`.
package enum AccessPath {
    /// One slash in front, none at the end, none doubled; nil when the text is empty or has other characters.
    package static func normalise(_ text: String) -> String? {
        // "0" is nothing in Perl, and so it is no path.
        guard !text.isEmpty, text != "0" else { return nil }
        guard text.utf8.allSatisfy({ NameRule.isWordCharacter($0) || $0 == slash }) else { return nil }
        return "/" + components(text).joined(separator: "/")
    }

    /// Fills the names in braces; what is missing, empty or zero becomes a dash, as in Proxmox.
    static func fill(_ template: String, with parameters: [String: String]) -> String {
        var path = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            path += rest[..<open]
            let value = parameters[String(rest[rest.index(after: open)..<close])] ?? ""
            path += value.isEmpty || value == "0" ? "-" : value
            rest = rest[rest.index(after: close)...]
        }
        return path + rest
    }

    static func components(_ path: String) -> [Substring] {
        path.split(separator: "/")
    }

    /// The path itself and everything above it, the deepest first and the root last.
    static func ancestors(of path: String) -> [String] {
        var ancestors: [String] = []
        var current = path[...]
        while current.utf8.count > 1 {
            ancestors.append(String(current))
            current = current[..<(current.utf8.lastIndex(of: slash) ?? current.startIndex)]
        }
        return ancestors + ["/"]
    }

    static let slash = UInt8(ascii: "/")
}
