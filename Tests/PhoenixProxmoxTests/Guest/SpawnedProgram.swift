import Foundation

/// Starts a program and waits for its end, with no signal blocked: shells wait for ever
/// for their children where `SIGCHLD` is blocked, which it is in the threads of Swift's concurrency, and they cannot unblock it.
struct SpawnedProgram {
    let path: String
    let arguments: [String]
    let environment: [String]
    let input: URL
    let output: URL
    let errors: URL

    /// Its exit code, or 128 and the number of the signal that ended it.
    func run() async throws -> Int {
        try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Int, any Error>) in
            Thread.detachNewThread { ended.resume(with: Result { try wait(for: try start()) }) }
        }
    }

    private func start() throws -> pid_t {
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_addopen(&files, 0, input.path, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&files, 1, output.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&files, 2, errors.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let words = (["sh"] + arguments).map { strdup($0) } + [nil]
        let variables = environment.map { strdup($0) } + [nil]
        defer { for text in words + variables { free(text) } }
        var process: pid_t = 0
        let error = posix_spawn(&process, path, &files, &attributes, words, variables)
        guard error == 0 else { throw POSIXError(POSIXErrorCode(rawValue: error) ?? .EIO) }
        return process
    }

    private func wait(for process: pid_t) throws -> Int {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        }
        let signal = status & 0x7F
        return Int(signal == 0 ? (status >> 8) & 0xFF : 128 + signal)
    }
}
