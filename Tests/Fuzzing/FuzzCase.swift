package import Foundation

/// What one attempt is made with: files by name, in any order; often a single one.
package struct FuzzCase: Hashable, Sendable {
    package struct File: Hashable, Sendable {
        package var name: String
        package var bytes: [UInt8]

        package init(_ name: String, _ bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }
        package init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }
    }

    package var files: [File]

    package init(_ files: [File]) { self.files = files }

    /// A case of one file whose name plays no part.
    package init(_ bytes: [UInt8]) { self.init([File("input", bytes)]) }

    /// Nothing at all.
    package static let empty = FuzzCase([UInt8]())

    /// The bytes of the first file: all there is for most subjects.
    package var bytes: [UInt8] { files.first?.bytes ?? [] }

    package subscript(_ name: String) -> [UInt8]? { files.first { $0.name == name }?.bytes }
}

extension FuzzCase {
    /// All files in one: each as a line with length and name, then its bytes.
    var packed: [UInt8] { files.flatMap { Array("\($0.bytes.count) \($0.name)\n".utf8) + $0.bytes } }

    /// Nil for bytes that were not written to their end.
    init?(packed: some Collection<UInt8>) {
        var (files, rest) = ([File](), Array(packed)[...])
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let words = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ", maxSplits: 1)
            guard words.count == 2, let count = Int(words[0]), rest.endIndex - end > count else { return nil }
            files.append(File(String(words[1]), Array(rest[(end + 1)...].prefix(count))))
            rest = rest[(end + 1 + count)...]
        }
        guard rest.isEmpty else { return nil }
        self.init(files)
    }

    /// Writes the files below a folder, which is made anew; names may lead into folders of it.
    package func write(to folder: URL) throws {
        if FileManager.default.fileExists(atPath: folder.path) { try FileManager.default.removeItem(at: folder) }
        for file in files {
            let url = folder.appending(path: file.name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.bytes).write(to: url)
        }
    }

    /// Every file below a folder, ascending by name; a plain file is a case of that one.
    package init(reading url: URL) throws {
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
        guard isFolder.boolValue else {
            self.init(Array(try Data(contentsOf: url)))
            return
        }
        var files: [File] = []
        for name in try FileManager.default.subpathsOfDirectory(atPath: url.path).sorted() {
            let inner = url.appending(path: name)
            guard try inner.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
            files.append(File(name, Array(try Data(contentsOf: inner))))
        }
        self.init(files)
    }
}
