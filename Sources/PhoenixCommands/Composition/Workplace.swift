import Foundation
import PhoenixEngine
import PhoenixGit
import PhoenixJournal
import PhoenixManifest
import PhoenixModel
import PhoenixPorts
import PhoenixService

/// Everything that a command which works on a host needs, put together in one place.
struct Workplace: Sendable {
    let settings: Settings
    let source: any CommitSource
    let host: Host
    let directory: StateDirectory
    let memory: FlawlessCommit

    /// - Parameter isReadOnly: for commands that only look.
    init(_ options: SettingsOptions, isReadOnly: Bool) throws(Failure) {
        settings = try options.resolved()
        guard let repository = settings.repository else {
            throw Settings.invalid(
                "no repository is named", "name one with --repository, PHOENIX_REPOSITORY or in the settings file")
        }
        directory = try StateDirectory(creating: settings.stateDirectory)
        source = EagerSource(
            try GitRepository(
                GitSettings(
                    remote: RemoteURL(repository), reference: settings.selector,
                    mirrorDirectory: directory.mirror.path(percentEncoded: false))))
        memory = FlawlessCommit(directory, program: "\(Phoenix.version) \(EmbeddedSchema.digest.hexadecimal)")
        if !memory.isThere {
            // Takes as long as opening the host and asking the remote, and nothing waits for it until then.
            Task.detached { prepareReading() }
        }
        host = try Host.open(settings.host, isReadOnly: isReadOnly)
    }
}
