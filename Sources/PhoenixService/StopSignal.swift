import Dispatch
import Foundation
import Synchronization

/// The wish of a person or a service manager to stop: SIGINT and SIGTERM. The second one ends the process at once.
///
/// Ending at once is safe: what is in flight is recorded, goes on without Phoenix, and is found at the next start.
package final class StopSignal: Sendable {
    private struct State {
        var isRaised = false
        var sleepers: [Int: Task<Void, Never>] = [:]
        var nextNumber = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// Whether the stop was asked for.
    package var isRaised: Bool { state.withLock { $0.isRaised } }

    /// Asks for the stop, and wakes whoever sleeps.
    package func raise() {
        let sleepers = state.withLock { state in
            state.isRaised = true
            defer { state.sleepers = [:] }
            return state.sleepers.values.map(\.self)
        }
        for sleeper in sleepers { sleeper.cancel() }
    }

    /// Sleeps that long, or until the stop is asked for.
    package func sleep(milliseconds: Int64) async {
        guard milliseconds > 0, !isRaised else { return }
        let sleeper = Task { _ = try? await Task.sleep(for: .milliseconds(milliseconds)) }
        let number = state.withLock { state in
            state.nextNumber += 1
            state.sleepers[state.nextNumber] = sleeper
            return state.nextNumber
        }
        if isRaised { sleeper.cancel() }
        await sleeper.value
        state.withLock { $0.sleepers[number] = nil }
    }

    /// Listens to SIGINT and SIGTERM from now on, for as long as the process lives.
    package func listen() {
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [self] in
                // Exit status as a shell reports a process that a signal ended.
                if isRaised { _exit(128 + number) }
                raise()
            }
            source.resume()
            listening.withLock { $0.append(KeptSource(source: source)) }
        }
    }

    private let listening = Mutex<[KeptSource]>([])
}

/// Keeps a source alive. Unchecked, and safe: after its `resume` nobody calls the source any more.
private struct KeptSource: @unchecked Sendable {
    let source: any DispatchSourceSignal
}
