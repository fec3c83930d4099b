import Foundation
import Glibc
package import PhoenixModel

/// The right to write in a state directory: one process at a time. It ends with the value, or with the process.
///
/// An advisory `flock` on a file: the kernel lets go of it when the process dies, so no lock is ever stale.
package final class StateLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock, or says who holds it.
    package init(_ directory: StateDirectory, command: String, at now: Instant) throws(Failure) {
        let path = directory.lockFile.path(percentEncoded: false)
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.unusable(path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw Failure(
                .stateDirectoryBusy,
                "another Phoenix works with this state directory: \(Self.contents(of: descriptor))",
                remedy: "wait until it has ended, or use another --state-directory", disposition: .retry)
        }
        let words = "'\(command)', process \(getpid()), since " + now.description
        guard ftruncate(descriptor, 0) == 0 else { throw Self.unusable(path) }
        let count = pwrite(descriptor, words, words.utf8.count, 0)
        // A disk takes what fits and sets no error: the next byte would be refused.
        if count >= 0, count < words.utf8.count { errno = ENOSPC }
        guard count == words.utf8.count else { throw Self.unusable(path) }
    }

    /// Also after a refusal by `init`, which has set every property by then: who closes there closes a stranger's file here.
    deinit { close(descriptor) }

    private static func contents(of descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return "it does not say which" }
        // Whoever was interrupted, or another program, may have left anything: it must not break the line it is shown in.
        let scalars = String(decoding: bytes.prefix(count), as: UTF8.self).unicodeScalars
        return String(String.UnicodeScalarView(scalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }

    private static func unusable(_ path: String) -> Failure {
        Failure(
            .stateDirectoryUnusable, "the lock file \(path) cannot be written: \(String(cString: strerror(errno)))",
            remedy: "check the folder's owner and free space")
    }
}
