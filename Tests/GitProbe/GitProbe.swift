import Glibc
import PhoenixGit
import PhoenixModel

/// Asks a repository as a process of its own: for tests that kill it, and for measurements.
///
/// `GitProbe URL BRANCH MIRROR` prints the latest commit; a fourth argument repeats that, then the reading of its tree,
/// so many times and prints the medians.
@main
enum GitProbe {
    static func main() async {
        let arguments = CommandLine.arguments
        guard arguments.count >= 4 else { finish("usage: GitProbe URL BRANCH MIRROR [REPETITIONS]", 2) }
        do throws(Failure) {
            let repository = try GitRepository(
                GitSettings(
                    remote: try RemoteURL(arguments[1]), reference: .branch(arguments[2]),
                    mirrorDirectory: arguments[3]))
            let commit = try await repository.latest()
            print(commit)
            guard arguments.count > 4, let repetitions = Int(arguments[4]) else { return }
            let poll = try await median(repetitions) { () throws(Failure) in _ = try await repository.latest() }
            let tree = try await median(repetitions) { () throws(Failure) in _ = try await repository.tree(at: commit) }
            print("latest \(poll), tree \(tree)")
        } catch {
            finish("\(error)", 1)
        }
    }

    private static func median(
        _ repetitions: Int, _ body: () async throws(Failure) -> Void
    ) async throws(Failure) -> Duration {
        var times: [Duration] = []
        for _ in 0..<max(1, repetitions) {
            let start = ContinuousClock.now
            try await body()
            times.append(ContinuousClock.now - start)
        }
        return times.sorted()[times.count / 2]
    }

    private static func finish(_ message: String, _ status: Int32) -> Never {
        let line = message + "\n"
        _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
        exit(status)
    }
}
