import ArgumentParser
import PhoenixEngine
import PhoenixGit
import PhoenixJournal
import PhoenixModel
import PhoenixService

/// `phoenix sync`: converge the host on the newest commit.
///
/// Named as a part of `phoenix`, it is not asked for completion scripts, which are the root's: a millisecond less.
struct SyncCommand: AsyncParsableCommand {
    static func prepare() {
        HeapUse.shared.prepare()
        ProcessorUse.inTurn.prepare()
        GitRepository.prepare()
    }

    static let configuration = CommandConfiguration(
        commandName: "sync",
        _superCommandName: "phoenix",
        abstract: "Converge the host on the newest commit.",
        discussion: "With --once one time, otherwise again and again on the configured interval.")

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: OutputOptions

    @Flag(help: "One pass, then end with an exit code that says how it went.")
    var once = false

    @Flag(help: "Show what would be done, and do nothing.")
    var dryRun = false

    @Flag(help: "Apply the commit even if history was rewritten or goes back.")
    var allowForcedPush = false

    @Flag(help: "Treat warnings of the repository as errors.")
    var strict = false

    mutating func run() async throws {
        if dryRun {
            try await PlanCommand.show(settings, output: output.output, isStrict: strict, withExitCode: false)
            return
        }
        let service = SyncService(
            settings: settings, output: output.output, allowsForcedPush: allowForcedPush, isStrict: strict)
        let outcome = once ? try await service.once() : try await service.watch()
        if let exit = outcome?.exit, exit != .asWished { throw exit.error }
    }
}

/// `phoenix watch`: the same as `sync` without `--once`, as the service manager runs it.
struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Notice commits and converge the host on each, until told to stop.",
        discussion: "SIGINT and SIGTERM stop it; what is in flight goes on and is found at the next start.")

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: OutputOptions

    @Flag(help: "Apply commits even if history was rewritten or goes back.")
    var allowForcedPush = false

    @Flag(help: "Treat warnings of the repository as errors.")
    var strict = false

    mutating func run() async throws {
        _ = try await SyncService(
            settings: settings, output: output.output, allowsForcedPush: allowForcedPush, isStrict: strict
        ).watch()
    }
}
