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
        let settings = try settings.resolved()
        let directory = try StateDirectory(creating: settings.stateDirectory)
        let lock = try StateLock(directory, command: command, at: RealClock.now())
        let writer = try directory.establishedWriter(under: lock)
        let stop = StopSignal()
        stop.listen()
        // The longest wait comes first. When the remote has been asked, the rest goes on, one after the other: on a small
        // machine anything more would take the processor from the answer that is waited for.
        let source = try await EagerSource(settings, directory, isStrict: isStrict)
        let host = try Host.open(settings, isReadOnly: false, stop: stop)
        let console = Console()
        let terminal = terminalSink(console, host)
        let sink = terminal ?? lineSink(console)
        let world = World(
            driver: host.driver, shell: host.shell, clock: host.clock,
            journal: try SQLiteJournal(directory), sink: changesOnly ? ChangesOnlySink(sink) : sink,
            interruption: SyncInterruption(
                stop: stop, source: source, intervalSeconds: settings.intervalSeconds))
        let reconciler = Reconciler(
            source: source, world: world,
            settings: SyncSettings(
                writer: writer, allowsForcedPush: allowsForcedPush, isStrict: isStrict, seed: settings.seed),
            reader: source)
        source.readGuess()
        let ticker = terminal.map { terminal in Task { await terminal.tick() } }
        let outcome = await body(reconciler, stop, settings)
        ticker?.cancel()
        try await host.close()
        withExtendedLifetime(lock) {}
        return outcome
    }

    private func terminalSink(_ console: Console, _ host: Host) -> TerminalSink? {
        output == .text && console.isTerminal ? TerminalSink(console, clock: host.clock) : nil
    }

    private func lineSink(_ console: Console) -> any EventSink {
        switch output {
        case .json: JSONSink(console)
        case .text: LineSink(console)
        }
    }
}
