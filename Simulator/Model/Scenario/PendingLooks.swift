import PhoenixModel

/// The calls of a process that has only looked so far, at a host where nothing goes on.
///
/// They change nothing but the clock, and are forgotten with the process: a sync with nothing to do writes nothing. With
/// the first call that changes anything they are written before it, so that the log tells of every call from there on.
struct PendingLooks {
    private(set) var lines: [LogLine] = []
    private var runs: Set<GuestRunID> = []

    /// A service that looks again and again must not keep all its looks in memory.
    private static let limit = 1000

    /// Takes the call if it is only a look; false if it has to be written, and with it all that were taken.
    mutating func take(_ call: HostCall, at now: Instant, of cluster: Cluster) -> Bool {
        guard lines.count < Self.limit, !cluster.hasFaults, isLook(call), isAtRest(cluster) else { return false }
        lines.append(LogLine(at: now, call: call))
        return true
    }

    private mutating func isLook(_ call: HostCall) -> Bool {
        switch call {
        case .observe, .lookAtTasks, .advance: return true
        case .lookAtRuns(let addresses): return addresses.allSatisfy { runs.contains($0.id) }
        case .start(let requests):
            guard requests.allSatisfy({ $0.command == .readReceipts }) else { return false }
            runs.formUnion(requests.map(\.id))
            return true
        case .submit, .human, .schedule, .addFault, .removeFaults: return false
        }
    }

    /// Whether nothing will happen by itself, but for the end of these looks.
    private func isAtRest(_ cluster: Cluster) -> Bool {
        cluster.agenda.events.allSatisfy { event in
            if case .runEnds(_, let run) = event { runs.contains(run) } else { false }
        }
    }
}
