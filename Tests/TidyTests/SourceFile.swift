import Foundation

/// A text file of this repository.
struct SourceFile: Sendable, CustomStringConvertible {
    /// From the repository's root.
    let path: String
    let lines: [String]

    var description: String { path }

    /// The target's folder: `Sources/PhoenixModel`, `Simulator/Model`.
    var folder: String { path.split(separator: "/").prefix(2).joined(separator: "/") }

    /// The modules it imports.
    var imports: [String] {
        lines.filter { $0.contains("import ") }.compactMap {
            $0.firstMatch(of: /^(?:@\w+ )?(?:package |internal |private )?import (?:\w+ )?(\w+)/)?.1
        }
        .map(String.init)
    }

    /// Lines of code, without comments and texts, that match; each with its place. Only lines with one of the words are
    /// looked at closely, because a regular expression on every line of the program takes minutes in a debug build.
    func code(matching pattern: Regex<Substring>, with words: [String]) -> [String] {
        var isInText = false
        return lines.enumerated().compactMap { index, line in
            let marks = line.contains("\"\"\"") ? line.components(separatedBy: "\"\"\"").count - 1 : 0
            defer { if !marks.isMultiple(of: 2) { isInText.toggle() } }
            guard !isInText, marks == 0, words.contains(where: line.contains) else { return nil }
            let bare = line.replacing(/"(?:\\.|[^"\\])*"/, with: "\"\"").replacing(/\/\/.*$/, with: "")
            return bare.contains(pattern) ? "\(path):\(index + 1): \(line)" : nil
        }
    }
}

extension [SourceFile] {
    /// The same for several files.
    func code(matching pattern: Regex<Substring>, with words: String...) -> [String] {
        flatMap { $0.code(matching: pattern, with: words) }
    }
}

enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every Swift file below these folders, ascending by path.
    static func swiftFiles(_ folders: String...) -> [SourceFile] {
        folders.flatMap { files(below: $0) { $0.hasSuffix(".swift") } }
    }

    /// Every text that people read, ascending by path.
    static var documents: [SourceFile] {
        ["docs", "repo-template", "README.md"].flatMap { files(below: $0) { $0.hasSuffix(".md") } }
    }

    static func files(below folder: String, where isWanted: (String) -> Bool) -> [SourceFile] {
        let start = root.appending(path: folder)
        let paths = (FileManager.default.subpaths(atPath: start.path) ?? [""]).filter {
            isWanted($0.isEmpty ? folder : $0)
        }
        return paths.sorted().compactMap { path in
            let file = path.isEmpty ? start : start.appending(path: path)
            guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
            return SourceFile(
                path: path.isEmpty ? folder : "\(folder)/\(path)",
                lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
        }
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).standardizedFileURL.path)
    }
}
