import PhoenixModel

extension RepositoryFiles {
    /// The script at a path, nil if there is none or it cannot be a script, which is found.
    func script(at path: String, _ findings: inout Findings) -> Script? {
        guard let file = self[path] else { return nil }
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            findings.error(
                .invalidScript, at: .init(path: path), "The script is not valid UTF-8", remedy: "Save it as UTF-8")
            return nil
        }
        if let line = lineEndingWithReturn(file.bytes) {
            findings.error(
                .invalidScript, at: .init(path: path, line: line),
                "The script has Windows line endings, which shells do not understand",
                remedy: "Save it with line endings LF, and add '*.sh text eol=lf' to .gitattributes")
            return nil
        }
        if file.bytes.allSatisfy({ $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: " ") }) {
            findings.error(
                .invalidScript, at: .init(path: path), "The script is empty",
                remedy: "Write what it shall do, or remove the file")
            return nil
        }
        return Script(path: path, text: text)
    }

    /// The first line that ends with CR LF, 1-based.
    private func lineEndingWithReturn(_ bytes: [UInt8]) -> Int? {
        var line = 1
        var before: UInt8 = 0
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                if before == UInt8(ascii: "\r") { return line }
                line += 1
            }
            before = byte
        }
        return nil
    }

    /// The first of `folders` that holds `name`; a name with a folder is a path from the root.
    func firstPath(of name: String, in folders: [String]) -> String? {
        let candidates = name.contains("/") ? [name] : folders.map { $0.isEmpty ? name : "\($0)/\(name)" }
        return candidates.first { self[$0] != nil }
    }
}
