import PhoenixModel
import PhoenixPlanner

/// The plan as a golden text: one line a step, then what is to be known of guests.
func transcript(_ plan: Plan) -> String {
    var lines = plan.steps.map { step in
        let others = step.after.filter { !$0.text.hasPrefix("\(step.guest.id)/") }
        return "\(step.id)" + (others.isEmpty ? "" : " after \(others.map(\.text).joined(separator: " "))")
            + " because \(step.reason)"
    }
    for guest in plan.guests {
        for condition in guest.conditions { lines.append("\(guest.id) \(guest.state.rawValue): \(brief(condition))") }
    }
    return lines.joined(separator: "\n")
}

private func brief(_ condition: Condition) -> String {
    switch condition {
    case .blocked(let obstacle): "blocked \(obstacle.kind.rawValue): \(obstacle.message)"
    case .skipped(let guest, _): "waits for \(guest)"
    case .busy(let task): "busy \(task)"
    case .drifted(let differences, let also): "drifted \((differences.map(\.summary) + also).joined(separator: ", "))"
    case .left(let differences): "left \(differences.map(\.summary).joined(separator: ", "))"
    case .restartNeeded(let names): "restart needed \(names.joined(separator: ", "))"
    case .elsewhere(let wished, let reason): "not on \(wished): \(reason)"
    case .unknown(let node): "unknown on \(node)"
    case .orphaned: "orphaned"
    }
}
