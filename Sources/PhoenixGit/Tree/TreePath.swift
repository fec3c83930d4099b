import PhoenixModel

/// What a name in a folder may be. Git stores any bytes; Phoenix prints paths and writes them into guests.
enum TreePath {
    /// The names of `entries` as text; `gitContentRefused` for the first one that could not be a file name everywhere.
    static func names(
        of entries: [TreeEntry], in folder: String, _ commit: CommitID
    ) throws(MirrorError) -> [String] {
        var names: [String] = []
        var seen: Set<[UInt8]> = []
        names.reserveCapacity(entries.count)
        for entry in entries {
            if let problem = problem(of: entry.name, isNew: seen.insert(entry.name).inserted) {
                let shown = OneLine.of(folder + String(decoding: entry.name, as: UTF8.self))
                throw .failure(
                    Failure(
                        .gitContentRefused, "commit \(commit.short) has the path '\(shown)', which \(problem)",
                        remedy: "rename the file and commit again"))
            }
            names.append(String(decoding: entry.name, as: UTF8.self))
        }
        return names
    }

    private static func problem(of name: [UInt8], isNew: Bool) -> String? {
        if !isNew { return "occurs twice" }
        if name.isEmpty || name.contains(UInt8(ascii: "/")) { return "is not a name" }
        if name == Array(".".utf8) || name == Array("..".utf8) { return "leads out of its folder" }
        guard let text = String(validating: name, as: UTF8.self) else { return "is not UTF-8" }
        if text.unicodeScalars.contains(where: OneLine.isControl) { return "contains control characters" }
        return nil
    }
}
