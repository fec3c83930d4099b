import Glibc
import PhoenixModel

/// Held by the one process that writes the mirror; the system lets go of it when that process dies.
///
/// Whoever holds it knows that temporary files in the mirror are left over from a process that is gone.
enum MirrorLock {
    /// Runs `body` alone; waits for another process until the call ends.
    static func holding<Value>(
        _ path: String, _ call: GitCall, _ body: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let descriptor = try take(path, call)
        defer { close(descriptor) }
        return try body()
    }

    private static func take(_ path: String, _ call: GitCall) throws(Failure) -> Int32 {
        let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw Failure(systemError: errno, "open the lock", path) }
        while flock(opened, LOCK_EX | LOCK_NB) != 0 {
            let reason = errno
            if reason == EWOULDBLOCK, call.mayContinue {
                call.pause(Self.interval)
                continue
            }
            close(opened)
            guard reason == EWOULDBLOCK else { throw Failure(systemError: reason, "take the lock", path) }
            throw Failure(
                .stateDirectoryBusy, "another Phoenix is fetching into the mirror and does not finish",
                remedy: "wait for it, or end the other one", disposition: .retry, causes: [OneLine.of(path)])
        }
        return opened
    }

    /// Two Phoenixes with one state directory are an exception: an answer within this time is soon enough.
    private static let interval = Duration.milliseconds(50)
}
