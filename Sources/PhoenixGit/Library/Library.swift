import CGit2Shim
import PhoenixModel

/// libgit2 in this process: started once, with the first call that needs it.
enum Library {
    private static let started: Result<Void, LibraryError> = {
        do throws(LibraryError) {
            try check("start libgit2", phoenix_git_library_start())
            return .success(())
        } catch {
            return .failure(error)
        }
    }()

    /// Begins to start, and does not wait.
    static func prepare() { Task.detached { _ = started } }

    static func start() throws(Failure) {
        guard case .failure(let error) = started else { return }
        throw Failure(
            .internalDefect, "libgit2 cannot be used", remedy: "check the installation of libgit2 (1.5 or later)",
            causes: [error.cause])
    }
}
