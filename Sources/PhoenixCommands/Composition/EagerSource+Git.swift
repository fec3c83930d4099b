import Foundation
import PhoenixEngine
import PhoenixGit
import PhoenixJournal
import PhoenixManifest
import PhoenixModel

extension EagerSource {
    /// Asks the repository that the settings name, through the mirror in the state directory; returns when it has asked.
    ///
    /// - Parameter isStrict: whether warnings of the repository are errors.
    convenience init(_ settings: Settings, _ directory: StateDirectory, isStrict: Bool) async throws(Failure) {
        let git = try GitRepository(
            GitSettings(
                remote: RemoteURL(settings.requiredRepository), reference: settings.selector,
                mirrorDirectory: directory.mirror.path(percentEncoded: false)))
        let memory = FlawlessCommit(directory, program: "\(Phoenix.version) \(EmbeddedSchema.digest.hexadecimal)")
        self.init(
            git, reader: SourceReader(git, isStrict: isStrict, memory: memory),
            guess: memory.commit.map { commit in
                Guess(commit: commit, reader: SourceReader(git.mirrorOnly, isStrict: isStrict, memory: memory))
            })
        // Takes as long as opening the host and asking the remote, and nothing waits for it until then.
        if !memory.isThere { Task.detached { prepareReading() } }
        await git.firstRest()
    }
}
