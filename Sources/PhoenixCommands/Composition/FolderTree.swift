import Foundation
import PhoenixModel

/// A working folder read as if it were a commit: for checking files before they are committed.
struct FolderTree {
    private let root: URL

    init(_ path: String) {
        root = URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL
    }

    /// The name that an uncommitted tree goes by: all zeros, as Git writes a commit that does not exist.
    static let uncommitted = CommitID(String(repeating: "0", count: 40))

    /// Every regular file below the folder but Git's own; bounded like a commit's tree.
    func read() throws(Failure) -> CommitTree {
        guard let commit = Self.uncommitted else { throw Self.unusable(root.path, "the zero commit is no commit") }
        var files: [TreeFile] = []
        var total = 0
        for path in try paths() {
            let url = root.appending(path: path, directoryHint: .notDirectory)
            let bytes: [UInt8]
            do {
                bytes = [UInt8](try Data(contentsOf: url))
            } catch {
                throw Self.unusable(url.path, error.localizedDescription)
            }
            total += bytes.count
            guard total <= Self.maximumBytes else { throw Self.tooLarge(root.path) }
            files.append(
                TreeFile(
                    path: path, bytes: bytes, isExecutable: FileManager.default.isExecutableFile(atPath: url.path)))
        }
        return CommitTree(commit: commit, files: files)
    }

    /// Relative paths of the folder's files; hidden top-level folders are none of the format's business.
    private func paths() throws(Failure) -> [String] {
        let keys: [URLResourceKey] = [.isRegularFileKey]
        guard
            let walker = FileManager.default.enumerator(
                at: root, includingPropertiesForKeys: keys, options: [.skipsHiddenFiles])
        else { throw Self.unusable(root.path, "it is no folder") }
        let prefix = root.path(percentEncoded: false)
        var paths: [String] = []
        for case let url as URL in walker {
            guard (try? url.resourceValues(forKeys: Set(keys)).isRegularFile) == true else { continue }
            let path = url.path(percentEncoded: false)
            paths.append(String(path.dropFirst(prefix.count).drop { $0 == "/" }))
            guard paths.count <= Self.maximumFiles else { throw Self.tooLarge(root.path) }
        }
        guard FileManager.default.fileExists(atPath: prefix) else {
            throw Self.unusable(prefix, "there is no such folder")
        }
        return paths
    }

    /// A fleet of fifty thousand guests and its scripts, with room.
    private static let maximumFiles = 200_000
    private static let maximumBytes = 1 << 30

    private static func unusable(_ path: String, _ cause: String) -> Failure {
        Failure(.fileUnusable, "\(path) cannot be read", remedy: "name a folder that can be read", causes: [cause])
    }

    private static func tooLarge(_ path: String) -> Failure {
        Failure(
            .fileUnusable, "\(path) holds more files or bytes than a repository may",
            remedy: "name the repository's own folder")
    }
}
