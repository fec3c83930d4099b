import PhoenixEngine
import PhoenixModel
import PhoenixRun
import PhoenixSimulator
import Synchronization

/// The disk under the state directory: full from the first call of one operation on, until somebody makes room.
final class FillingDisk: Sendable {
    private struct State {
        var operation: Fault.Operation?
        var isFull = false
        var refusals = 0
    }

    private let state: Mutex<State>

    /// - Parameter operation: at whose call it is full; nil for never.
    init(fullAt operation: Fault.Operation? = nil) {
        state = Mutex(State(operation: operation))
    }

    /// How many writes found no room.
    var refusals: Int { state.withLock { $0.refusals } }

    func isAsked(_ operation: Fault.Operation) {
        state.withLock { if $0.operation == operation { $0.isFull = true } }
    }

    func makeRoom() {
        state.withLock {
            $0.operation = nil
            $0.isFull = false
        }
    }

    func write() throws(Failure) {
        let isRefused = state.withLock { state in
            if state.isFull { state.refusals += 1 }
            return state.isFull
        }
        guard isRefused else { return }
        throw Failure(
            .stateDirectoryUnusable, "the journal cannot be written: the disk of the state directory is full",
            remedy: "make room there and sync again", disposition: .retry)
    }
}

/// A journal on such a disk: a batch of records is written whole or not at all.
struct FillingJournal: RunJournal {
    let journal = MemoryJournal()
    let disk: FillingDisk

    func append(_ records: [JournalRecord]) async throws(Failure) {
        if !records.isEmpty { try disk.write() }
        try await journal.append(records)
    }

    func ledger() async throws(Failure) -> RunLedger { await journal.ledger() }
}

extension GuestCommand {
    /// The operation that faults know it by.
    var operation: Fault.Operation.Command {
        switch self {
        case .answer: .answer
        case .readReceipts: .readReceipts
        case .writeReceipt: .writeReceipt
        case .removeReceipt: .removeReceipt
        case .run: .run
        }
    }
}
