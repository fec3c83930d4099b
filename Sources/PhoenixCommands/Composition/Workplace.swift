import PhoenixJournal
import PhoenixModel

/// Everything that a command which only looks at repository and host needs, put together in one place.
struct Workplace: Sendable {
    let source: EagerSource
    let host: Host
    let directory: StateDirectory

    /// - Parameter isStrict: whether warnings of the repository are errors.
    init(lookingAt options: SettingsOptions, isStrict: Bool) async throws(Failure) {
        let settings = try options.resolved()
        // Before a folder is made for nothing.
        _ = try settings.requiredRepository
        directory = try StateDirectory(creating: settings.stateDirectory)
        source = try await EagerSource(settings, directory, isStrict: isStrict)
        host = try Host.open(settings, isReadOnly: true)
    }
}
