import Foundation
import PhoenixModel

/// A file that only its owner may read, written as a whole or not at all.
struct PrivateFile: Sendable {
    let path: String

    /// Fails if something is there.
    func requireAbsent() throws(Failure) {
        guard FileManager.default.fileExists(atPath: path) else { return }
        throw alreadyThere
    }

    /// Waits for the disk.
    ///
    /// - Parameter replaces: whether a file of that name may be there; otherwise it is not touched.
    func write(_ bytes: Data, replaces: Bool) throws(Failure) {
        let temporary = "\(path).\(ProcessInfo.processInfo.processIdentifier).new"
        defer { _ = unlink(temporary) }
        try write(bytes, toNew: temporary)
        if replaces {
            guard rename(temporary, path) == 0 else { throw unusable }
        } else {
            // Unlike a renaming, a link never takes the place of another file.
            guard link(temporary, path) == 0 else { throw errno == EEXIST ? alreadyThere : unusable }
        }
    }

    private func write(_ bytes: Data, toNew temporary: String) throws(Failure) {
        // One that is there was left by a process of this number that did not end well.
        _ = unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw unusable }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try handle.write(contentsOf: bytes)
            try handle.synchronize()
            try handle.close()
        } catch {
            throw failure(error.localizedDescription)
        }
    }

    private var alreadyThere: Failure {
        Failure(.fileUnusable, "\(path) is there already", remedy: "name another file, or replace it with --force")
    }

    private var unusable: Failure { failure(String(cString: strerror(errno))) }

    private func failure(_ cause: String) -> Failure {
        Failure(
            .fileUnusable, "\(path) cannot be written",
            remedy: "make room for it, and let this account write in its folder", causes: [cause])
    }
}
