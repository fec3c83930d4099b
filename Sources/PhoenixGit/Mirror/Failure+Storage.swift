import Clibgit2
import Glibc
import PhoenixModel

/// The one place that turns what happened on the disk into a failure.
extension Failure {
    init(systemError code: Int32, _ operation: String, _ path: String) {
        self.init(
            .stateDirectoryUnusable, "cannot \(operation) '\(OneLine.of(path))'",
            remedy: "check space, permissions and the path of the state directory", disposition: .retry,
            causes: [String(cString: strerror(code))])
    }

    /// What libgit2 could not do in a mirror that is not to blame.
    init(storageError error: LibraryError, _ path: String) {
        let isStorage = [GIT_ERROR_OS, GIT_ERROR_FILESYSTEM, GIT_ERROR_NOMEMORY].contains {
            $0.rawValue == error.category
        }
        if isStorage {
            self.init(
                .stateDirectoryUnusable, "the mirror in '\(OneLine.of(path))' cannot be written",
                remedy: "check space, permissions and the path of the state directory", disposition: .retry,
                causes: [error.cause])
        } else {
            self.init(
                .gitContentRefused, "What the repository sent cannot be read",
                remedy: "check the repository with 'git fsck'; it is fetched again", disposition: .retry,
                causes: [error.cause])
        }
    }
}
