import Cspawn
import Foundation
import Synchronization

/// A program that a test has started, and that does not outlive this object.
///
/// Not Foundation's `Process`, whose `run` copies each entry of `/proc/self/fd` with bytes that lie behind it (Swift 6.3.1):
/// where the memory behind is nobody's, the whole test run ends. And it hands down which signals are blocked, which are nearly
/// all in the threads of Swift's concurrency: a shell there waits for ever for its children.
package final class SpawnedProgram: Sendable {
    package let identifier: Int32
    /// Its exit code, or 128 and the number of the signal that ended it, once somebody has waited for it.
    private let status = Mutex<Int?>(nil)

    /// How it is started: paths of files for its streams, which are added to; what is nil is the test's own.
    package struct Setting {
        package var environment: [String: String]?
        package var folder: String?
        package var input = "/dev/null"
        package var output: String?
        package var errors: String?

        package init(environment: [String: String]? = nil, folder: String? = nil) {
            (self.environment, self.folder) = (environment, folder)
        }
    }

    /// Starts `words[0]`, looked for in the test's own `PATH`; throws where it is not there.
    package init(_ words: [String], _ setting: Setting = Setting()) throws {
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        if let folder = setting.folder { posix_spawn_file_actions_addchdir_np(&files, folder) }
        posix_spawn_file_actions_addopen(&files, 0, setting.input, O_RDONLY, 0)
        for case (let descriptor, let path?) in [(1, setting.output), (2, setting.errors)] {
            posix_spawn_file_actions_addopen(&files, Int32(descriptor), path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        }
        // What other tests hold open is not this program's.
        posix_spawn_file_actions_addclosefrom_np(&files, 3)
        identifier = try Self.withSignalsAsUsual { attributes in
            let variables = setting.environment.map { $0.map { "\($0.key)=\($0.value)" } }
            return try Self.spawn(words, variables: variables, &files, &attributes)
        }
    }

    deinit { end() }

    package var isRunning: Bool {
        status.withLock { status in
            if status == nil { status = reaped(WNOHANG) }
            return status == nil
        }
    }

    package func send(signal: Int32) {
        // Under the lock, as its number may be another's once it has been waited for.
        status.withLock { if $0 == nil { kill(identifier, signal) } }
    }

    /// Waits for its end, and blocks the thread meanwhile.
    package func wait() -> Int {
        if let status = status.withLock({ $0 }) { return status }
        var information = siginfo_t()
        while waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        return status.withLock { status in
            let ending = status ?? reaped(0) ?? -1
            status = ending
            return ending
        }
    }

    /// Waits for its end.
    package func ended() async -> Int {
        await withCheckedContinuation { ended in
            Thread.detachNewThread { ended.resume(returning: self.wait()) }
        }
    }

    /// Ends it: first a request, which `timeout` hands on to what it has started, then force.
    package func end() {
        send(signal: SIGTERM)
        for _ in 0..<Self.mostLooks where isRunning { usleep(Self.betweenLooksMicroseconds) }
        send(signal: SIGKILL)
        _ = wait()
    }

    private static let mostLooks = 1_500
    private static let betweenLooksMicroseconds: UInt32 = 2_000

    private func reaped(_ options: Int32) -> Int? {
        var status: Int32 = 0
        var result = waitpid(identifier, &status, options)
        while result < 0, errno == EINTR { result = waitpid(identifier, &status, options) }
        guard result == identifier else { return nil }
        let signal = status & 0x7F
        return Int(signal == 0 ? (status >> 8) & 0xFF : 128 + signal)
    }
}

extension SpawnedProgram {
    private static func withSignalsAsUsual(
        _ body: (inout posix_spawnattr_t) throws -> pid_t
    ) rethrows -> pid_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        return try body(&attributes)
    }

    private static func spawn(
        _ words: [String], variables: [String]?, _ files: inout posix_spawn_file_actions_t,
        _ attributes: inout posix_spawnattr_t
    ) throws -> pid_t {
        let words = words.map { strdup($0) } + [nil]
        let variables = variables.map { $0.map { strdup($0) } + [nil] }
        defer { for text in words + (variables ?? []) { free(text) } }
        var identifier: pid_t = 0
        guard let program = words[0] else { throw POSIXError(.ENOENT) }
        let error =
            variables.map { posix_spawnp(&identifier, program, &files, &attributes, words, $0) }
            ?? posix_spawnp(&identifier, program, &files, &attributes, words, environ)
        guard error == 0 else { throw POSIXError(POSIXErrorCode(rawValue: error) ?? .EIO) }
        return identifier
    }
}
