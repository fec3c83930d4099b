import Foundation

/// Writes a folder of text files as a Swift source: `embed-template FOLDER OUTPUT`. Only the build calls it.
@main
enum EmbedTemplate {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else { throw Wrong(text: "usage: embed-template FOLDER OUTPUT") }
        let root = URL(filePath: arguments[1], directoryHint: .isDirectory)
        var source = "let embeddedFiles: [(path: String, isExecutable: Bool, text: String)] = [\n"
        for path in try paths(below: root) {
            let url = root.appending(path: path)
            guard let text = String(data: try Data(contentsOf: url), encoding: .utf8) else {
                throw Wrong(text: "\(path) is not UTF-8 text")
            }
            let isExecutable = FileManager.default.isExecutableFile(atPath: url.path)
            source += "    (path: \(literal(path)), isExecutable: \(isExecutable), text: \(literal(text))),\n"
        }
        source += "]\n"
        try Data(source.utf8).write(to: URL(filePath: arguments[2]))
    }

    private static func paths(below root: URL) throws -> [String] {
        guard let walker = FileManager.default.enumerator(atPath: root.path) else {
            throw Wrong(text: "\(root.path) cannot be read")
        }
        return walker.compactMap { $0 as? String }
            .filter {
                var isFolder: ObjCBool = false
                return FileManager.default.fileExists(atPath: root.appending(path: $0).path, isDirectory: &isFolder)
                    && !isFolder.boolValue
            }
            .sorted()
    }

    /// The text as a Swift string literal on one line.
    private static func literal(_ text: String) -> String {
        var literal = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": literal += "\\\""
            case "\\": literal += "\\\\"
            case "\n": literal += "\\n"
            case "\t": literal += "\\t"
            case _ where scalar.value < 32: literal += "\\u{\(String(scalar.value, radix: 16))}"
            default: literal.unicodeScalars.append(scalar)
            }
        }
        return literal + "\""
    }

    private struct Wrong: Error { let text: String }
}
