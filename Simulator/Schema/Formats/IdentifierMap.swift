/// One entry of a map from source to target identifiers: `a:b`, a single target, or `1` for "each to itself".
enum IdentifierMap {
    /// What is wrong with an entry; `failure` judges an identifier and ends with a line break.
    static func failure(of text: String, identifier failure: (String) -> String?) -> String? {
        guard PerlText.isTrue(text) else { return nil }
        var entries: [String: String] = [:]
        var target: String?
        var isIdentity = false
        for entry in PerlText.listEntries(text) {
            let parts = entry.split(separator: ":", omittingEmptySubsequences: false).map { String($0) }
            if entry == "1" {
                isIdentity = true
            } else if parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty {
                for part in parts { if let text = failure(part) { return invalid(entry, text) } }
                if entries[parts[0]] != nil { return "duplicate mapping for source '\(parts[0])'\n" }
                entries[parts[0]] = parts[1]
            } else {
                if let text = failure(entry) { return invalid(entry, text) }
                if target != nil { return "default target ID can only be provided once\n" }
                target = entry
            }
        }
        let isMixed = isIdentity && (target.map(PerlText.isTrue) == true || !entries.isEmpty)
        return isMixed ? "identity mapping cannot be combined with other mappings\n" : nil
    }

    private static func invalid(_ entry: String, _ text: String) -> String {
        "entry '\(entry)' contains invalid ID - \(text)\n"
    }
}
