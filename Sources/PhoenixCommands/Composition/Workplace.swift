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

    /// - Parameter isReadOnly: for commands that only look.
    init(_ options: SettingsOptions, isReadOnly: Bool) throws(Failure) {
        settings = try options.resolved()
        guard let repository = settings.repository else {
            throw Settings.invalid(
                "no repository is named", "name one with --repository, PHOENIX_REPOSITORY or in the settings file")
        }
        // Together these take as long as opening the host and asking the remote, and nothing waits for them until then.
        Task.detached {
            GitRepository.prepare()
            prepareReading()
        }
        directory = try StateDirectory(creating: settings.stateDirectory)
        source = try GitRepository(
            GitSettings(
                remote: RemoteURL(repository), reference: settings.selector,
                mirrorDirectory: directory.mirror.path(percentEncoded: false)))
        host = try Host.open(settings.host, isReadOnly: isReadOnly)
    }
}
