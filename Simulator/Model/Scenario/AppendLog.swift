import Foundation
import PhoenixModel

/// A file to which lines are appended, held by one process at a time.
///
/// A write goes to the system's page cache and no further: it outlives the process, as a log of a simulation needs;
/// it is a copy in memory and does not wait for a disk, so it may stand on the cooperative pool.
final class AppendLog: Sendable {
    private let descriptor: Int32
    let path: String
    /// Whether there was no such file before.
    private let isNew: Bool

    /// Opens or makes the file, and takes it for this process alone.
    init(_ path: String) throws(Failure) {
        self.path = path
        let made = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        isNew = made >= 0
        descriptor = isNew ? made : open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.unusable(path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw Failure(
                .fileUnusable, "another process uses the simulated host that \(path) belongs to",
                remedy: "wait until it has ended", disposition: .retry)
        }
    }

    /// Closing gives the lock back.
    deinit { _ = Foundation.close(descriptor) }

    func append(_ line: Data) throws(Failure) {
        var written = 0
        while written < line.count {
            let count = line.withUnsafeBytes { bytes in
                write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.unusable(path) }
            written += count
        }
    }

    /// Leaves the first bytes and goes on writing behind them.
    func truncate(toBytes count: Int) throws(Failure) {
        guard ftruncate(descriptor, off_t(count)) == 0, lseek(descriptor, off_t(count), SEEK_SET) >= 0 else {
            throw Self.unusable(path)
        }
    }

    /// Takes a file away that was not there before.
    func removeIfNew() throws(Failure) {
        if isNew { try remove() }
    }

    func remove() throws(Failure) {
        guard unlink(path) == 0 || errno == ENOENT else { throw Self.unusable(path) }
    }

    private static func unusable(_ path: String) -> Failure {
        Failure(
            .fileUnusable, "\(path) cannot be written", remedy: "make room for it, and let this account write there",
            causes: [String(cString: strerror(errno))])
    }
}
