import Glibc

/// How a command shares the processors with other programs of its machine.
enum ProcessorUse {
    /// Its threads, when they wake up, wait their turn instead of interrupting whoever is at work, as guests of the same host
    /// are, and a Git server that makes the very answer which is waited for.
    case inTurn

    /// To be called before there are threads, which follow the one that starts them.
    func prepare() {
        // Refused at most where policies are forbidden altogether; then it goes on as every program does.
        switch self {
        case .inTurn: withUnsafePointer(to: sched_param()) { _ = sched_setscheduler(0, Self.batchPolicy, $0) }
        }
    }

    /// Linux's SCHED_BATCH (sched(7)), which the C library shows to C alone.
    private static let batchPolicy: Int32 = 3
}
