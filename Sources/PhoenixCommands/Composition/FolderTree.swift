import Glibc
import PhoenixManifest
import PhoenixModel
import Synchronization

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
    func read(_ workers: Workers = .one) throws(Failure) -> CommitTree {
        guard let commit = Self.uncommitted else { throw Self.unusable(root, "the zero commit is no commit") }
        let paths = try paths()
        let bytesLeft = Atomic(Self.maximumBytes)
        let parts = workers.map(workers.pieces(of: paths.count)) { piece in
            Result { () throws(Failure) in
                try paths[piece].map { path throws(Failure) in (path, try content(path, bytesLeft)) }
            }
        }
        var files: [TreeFile] = []
        var skipped: [SkippedEntry] = []
        files.reserveCapacity(paths.count)
        for part in parts {
            for (path, content) in try part.get() {
                switch content {
                case .file(let bytes, let isExecutable):
                    files.append(TreeFile(path: path, bytes: bytes, isExecutable: isExecutable))
                case .other(let kind): skipped.append(SkippedEntry(path: path, kind: kind))
                }
            }
        }
        return CommitTree(commit: commit, files: files, skipped: skipped)
    }

    /// The path of everything but folders.
    private func paths() throws(Failure) -> [String] {
        var paths: [String] = []
        var folders = [""]
        while let folder = folders.popLast() {
            for (name, isFolder) in try entries(of: folder) where !(folder.isEmpty && name.hasPrefix(".")) {
                if isFolder { folders.append(folder + name + "/") } else { paths.append(folder + name) }
            }
            guard paths.count <= Self.maximumFiles else { throw Self.tooLarge(root) }
        }
        return paths
    }

    private func entries(of folder: String) throws(Failure) -> [(name: String, isFolder: Bool)] {
        let path = root + "/" + folder
        guard let stream = opendir(path) else { throw Self.unusable(folder.isEmpty ? root : path, Self.systemError) }
        defer { closedir(stream) }
        var entries: [(name: String, isFolder: Bool)] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(entry.pointee.d_reclen)) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            let kind = Int(entry.pointee.d_type)
            entries.append((name, kind == DT_DIR || kind == DT_UNKNOWN && isFolder(name, in: dirfd(stream))))
        }
        return entries
    }

    /// For file systems that do not say it with the name.
    private func isFolder(_ name: String, in folder: Int32) -> Bool {
        var status = stat()
        return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private enum Content: Sendable {
        case file([UInt8], isExecutable: Bool)
        /// Not read: what it would bring lies elsewhere, or never ends.
        case other(SkippedEntry.Kind)
    }

    private func content(_ path: String, _ bytesLeft: borrowing Atomic<Int>) throws(Failure) -> Content {
        let file = open(root + "/" + path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            // ELOOP is a link; ENXIO is a socket, or a pipe that nobody writes to.
            guard errno == ELOOP || errno == ENXIO else { throw Self.unusable(root + "/" + path, Self.systemError) }
            return .other(errno == ELOOP ? .symbolicLink : .special)
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw Self.unusable(root + "/" + path, Self.systemError) }
        guard status.st_mode & S_IFMT == S_IFREG else { return .other(.special) }
        let size = Int(status.st_size)
        guard bytesLeft.subtract(size, ordering: .relaxed).newValue >= 0 else { throw Self.tooLarge(root) }
        return .file(try content(of: file, size: size, path: path), isExecutable: status.st_mode & S_IXUSR != 0)
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
