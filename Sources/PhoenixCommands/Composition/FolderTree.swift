import Glibc
import PhoenixModel

/// A working folder read as if it were a commit: for checking files before they are committed.
///
/// With the system's own calls, as a fleet has thousands of small files, and Foundation asks ten times as much of each.
struct FolderTree {
    private let root: String

    init(_ path: String) {
        root = path
    }

    /// The name that an uncommitted tree goes by: all zeros, as Git writes a commit that does not exist.
    static let uncommitted = CommitID(String(repeating: "0", count: 40))

    /// Every regular file below the folder but hidden ones at its top; links are not followed. Bounded like a commit's tree.
    func read() throws(Failure) -> CommitTree {
        guard let commit = Self.uncommitted else { throw Self.unusable(root, "the zero commit is no commit") }
        var files: [TreeFile] = []
        var skipped: [SkippedEntry] = []
        var bytesLeft = Self.maximumBytes
        var folders = [""]
        while let folder = folders.popLast() {
            for name in try names(in: folder) where !(folder.isEmpty && name.hasPrefix(".")) {
                switch try entry(folder + name, bytesLeft: &bytesLeft) {
                case .folder: folders.append(folder + name + "/")
                case .file(let file): files.append(file)
                case .other(let kind): skipped.append(SkippedEntry(path: folder + name, kind: kind))
                }
                guard files.count <= Self.maximumFiles else { throw Self.tooLarge(root) }
            }
        }
        return CommitTree(commit: commit, files: files, skipped: skipped)
    }

    private enum Entry {
        case file(TreeFile)
        case folder
        /// Not read: what it would bring lies elsewhere, or never ends.
        case other(SkippedEntry.Kind)
    }

    private func names(in folder: String) throws(Failure) -> [String] {
        let path = root + "/" + folder
        guard let stream = opendir(path) else { throw Self.unusable(folder.isEmpty ? root : path, Self.systemError) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(entry.pointee.d_reclen)) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    private func entry(_ path: String, bytesLeft: inout Int) throws(Failure) -> Entry {
        let file = open(root + "/" + path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            // ELOOP is a link; ENXIO is a socket, or a pipe that nobody writes to.
            guard errno == ELOOP || errno == ENXIO else { throw Self.unusable(root + "/" + path, Self.systemError) }
            return .other(errno == ELOOP ? .symbolicLink : .special)
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw Self.unusable(root + "/" + path, Self.systemError) }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: return .folder
        case S_IFREG: break
        default: return .other(.special)
        }
        bytesLeft -= Int(status.st_size)
        guard bytesLeft >= 0 else { throw Self.tooLarge(root) }
        let bytes = try content(of: file, size: Int(status.st_size), path: path)
        return .file(TreeFile(path: path, bytes: bytes, isExecutable: status.st_mode & S_IXUSR != 0))
    }

    private func content(of file: Int32, size: Int, path: String) throws(Failure) -> [UInt8] {
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
            while filled < size {
                count = Glibc.read(file, buffer.baseAddress?.advanced(by: filled), size - filled)
                guard count > 0 else { break }
                filled += count
            }
        }
        guard count >= 0 else { throw Self.unusable(root + "/" + path, Self.systemError) }
        return bytes
    }

    private static var systemError: String { String(cString: strerror(errno)) }

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
