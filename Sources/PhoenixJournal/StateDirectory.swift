package import Foundation
import Glibc
package import PhoenixModel

/// The folder that one Phoenix keeps its journal and mirror in. Losing it loses history, never correctness.
package struct StateDirectory: Sendable {
    /// The folder.
    package let url: URL

    /// Makes the folder, readable by its owner only, if it is not there.
    package init(creating path: String) throws(Failure) {
        url = URL(filePath: path, directoryHint: .isDirectory)
        // As it nearly always is: asked of the system itself, which takes a tenth of the time.
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
        do {
            try FileManager.default.createDirectory(
                at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Failure(
                .stateDirectoryUnusable, "the state directory \(path) cannot be made",
                remedy: "name a folder that can be written with --state-directory", causes: [error.localizedDescription]
            )
        }
    }

    /// The folder as it is; nil if there is none.
    package init?(existing path: String) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return nil
        }
        url = URL(filePath: path, directoryHint: .isDirectory)
    }

    /// The bare mirror of the repository.
    package var mirror: URL { url.appending(path: "mirror.git", directoryHint: .notDirectory) }

    /// Whether a journal was ever begun here.
    package var hasJournal: Bool { FileManager.default.fileExists(atPath: journal.path(percentEncoded: false)) }

    var journal: URL { url.appending(path: "journal.sqlite", directoryHint: .notDirectory) }

    var writerFile: URL { url.appending(path: "writer", directoryHint: .notDirectory) }

    var lockFile: URL { url.appending(path: "lock", directoryHint: .notDirectory) }
}
