import PhoenixModel
package import PhoenixPlanner

/// A condition as one sentence with what can be done about it.
package func conditionText(_ condition: Condition) -> String {
    switch condition {
    case .blocked(let obstacle): "blocked: \(obstacle.message); \(obstacle.remedy)"
    case .skipped(let guest, let message): "waits for guest \(guest): \(message)"
    case .busy(let task): "busy: \(task) is at work on it"
    case .drifted(let differences, let also):
        "drifted, only reported: " + (differences.map(\.summary) + also).joined(separator: ", ")
    case .left(let differences):
        "left as it is: " + differences.map { "\($0.summary)\($0.reasonText)" }.joined(separator: ", ")
    case .restartNeeded(let names):
        "needs a restart for \(names.joined(separator: ", ")), which \"restart\" does not allow now"
    case .elsewhere(let wished, let reason): "not on node \(wished), which the commit names: \(reason)"
    case .unknown(let node): "unknown: its node \(node) is offline"
    case .orphaned: "orphaned: it carries the fleet's mark and is gone from the commit"
    }
}

extension Difference {
    fileprivate var reasonText: String { if case .never(let reason) = effect { " (\(reason))" } else { "" } }
}
