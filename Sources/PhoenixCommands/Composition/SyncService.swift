import Foundation
import PhoenixEngine
import PhoenixJournal
import PhoenixModel
import PhoenixService

/// Puts a sync together from settings: lock, journal, host, source and listener.
struct SyncService: Sendable {
    let settings: SettingsOptions
    let output: OutputFormat
    let allowsForcedPush: Bool
    let isStrict: Bool

    /// One activation.
    func once() async throws -> SyncOutcome? {
        try await serving(command: "phoenix sync --once") { reconciler, _, _ in await reconciler.activate() }
    }

    /// Activations until the stop is asked for.
    func watch() async throws -> SyncOutcome? {
        try await serving(command: "phoenix watch", changesOnly: true) { reconciler, stop, settings in
            await Watch(
                reconciler: reconciler, stop: stop, intervalSeconds: settings.intervalSeconds,
                seed: settings.seed ^ UInt64(ProcessInfo.processInfo.processIdentifier)
            ).run()
        }
    }

    private func serving(
        command: String, changesOnly: Bool = false,
        _ body: (Reconciler, StopSignal, Settings) async -> SyncOutcome?
    ) async throws -> SyncOutcome? {
        // Before anything else is opened: whoever comes second is told who was first, and disturbs nothing.
        let directory = try StateDirectory(creating: settings.resolved().stateDirectory)
        let lock = try StateLock(directory, command: command, at: RealClock.now())
        let workplace = try Workplace(settings, isReadOnly: false)
        let stop = StopSignal()
        stop.listen()
        let console = Console()
        let sink = sink(console, workplace.host)
        let world = World(
            driver: workplace.host.driver, shell: workplace.host.shell, clock: workplace.host.clock,
            journal: try SQLiteJournal(workplace.directory), sink: changesOnly ? ChangesOnlySink(sink) : sink,
            interruption: SyncInterruption(
                stop: stop, source: workplace.source, intervalSeconds: workplace.settings.intervalSeconds))
        let reconciler = Reconciler(
            source: workplace.source, world: world,
            settings: SyncSettings(
                allowsForcedPush: allowsForcedPush, isStrict: isStrict, seed: workplace.settings.seed),
            memory: workplace.memory)
        let ticker = (sink as? TerminalSink).map { terminal in Task { await terminal.tick() } }
        let outcome = await body(reconciler, stop, workplace.settings)
        ticker?.cancel()
        try workplace.host.close()
        withExtendedLifetime(lock) {}
        return outcome
    }

    private func sink(_ console: Console, _ host: Host) -> any EventSink {
        switch output {
        case .json: JSONSink(console)
        case .text where console.isTerminal: TerminalSink(console, clock: host.clock)
        case .text: LineSink(console)
        }
    }
}
