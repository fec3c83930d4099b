import Foundation
import PhoenixManifest
import PhoenixModel
import Testing

/// A repository for tests: files by path, read as one commit.
struct Repository {
    var files: [String: String]
    /// Files that are no text.
    var rawFiles: [String: [UInt8]] = [:]
    /// What is no file.
    var skipped: [SkippedEntry] = []

    init(_ files: [String: String] = [:]) { self.files = files }

    /// The files of a folder on disk, by path from there.
    init(folder: URL) throws {
        files = [:]
        let manager = FileManager.default
        let enumerator = try #require(manager.enumerator(at: folder, includingPropertiesForKeys: nil))
        let base = folder.standardizedFileURL.path + "/"
        for case let url as URL in enumerator {
            var isFolder: ObjCBool = false
            guard manager.fileExists(atPath: url.path, isDirectory: &isFolder), !isFolder.boolValue else { continue }
            let path = url.standardizedFileURL.path
            files[String(path.dropFirst(base.count))] = try String(contentsOf: url, encoding: .utf8)
        }
    }

    /// This repository with further or other files.
    func with(_ path: String, _ text: String) -> Repository {
        var copy = self
        copy.files[path] = text
        return copy
    }

    func without(_ path: String) -> Repository {
        var copy = self
        copy.files[path] = nil
        return copy
    }

    func withLink(_ path: String) -> Repository {
        var copy = self
        copy.skipped.append(SkippedEntry(path: path, kind: .symbolicLink))
        return copy
    }

    var tree: CommitTree {
        let texts = files.map { TreeFile(path: $0.key, bytes: Array($0.value.utf8)) }
        return CommitTree(
            commit: commit, files: texts + rawFiles.map { TreeFile(path: $0.key, bytes: $0.value) }, skipped: skipped)
    }

    func read(isStrict: Bool = false, inventory: [ObservedNode]? = nil) -> Reading {
        PhoenixManifest.read(tree, options: ReadingOptions(isStrict: isStrict, inventory: inventory))
    }
}

/// Any commit: its name plays no part in reading.
let commit: CommitID = {
    guard let commit = CommitID(String(repeating: "a", count: 40)) else { preconditionFailure("40 digits are a name") }
    return commit
}()

extension Diagnostic {
    /// `guests/101.json:3:5 error unknown-key`, the form in which tests expect diagnostics.
    var short: String {
        let location = [place.path, place.line.map(String.init), place.column.map(String.init)]
            .compactMap(\.self).joined(separator: ":")
        return "\(location) \(severity.rawValue) \(rule)"
    }

    var long: String { "\(short): \(message). \(remedy)." }
}
