package import PhoenixEngine
import PhoenixModel
import PhoenixPlanner

/// How a sync ended, as people read it; empty if there is nothing to say beyond silence.
package func text(of outcome: SyncOutcome, style: Style) -> String {
    switch outcome {
    case .converged(let commit, let changes, let plan):
        guard changes > 0 else { return "" }
        return style.good("completed:")
            + " \(counted(plan.guests.count { !$0.isOrphan }, "guest")) as commit \(commit.short) wishes, after "
            + "\(counted(changes, "step"))\n"
    case .blocked(let commit, _, let plan):
        return blockedText(commit, plan, style: style)
    case .failed(let commit, let failures):
        return style.bad("failed:") + " \(counted(failures.count, "step")) of commit \(commit.short) failed: "
            + failures.map(\.step.text).joined(separator: ", ")
            + "\n    the next sync tries again what is missing; 'phoenix logs GUEST' shows what scripts printed\n"
    case .rolledBack(let from, let to, let failures):
        guard !failures.isEmpty else {
            return style.bad("held back:")
                + " commit \(from.short) failed before; the fleet stays as \(to.short) wishes\n"
                + "    mend the commit and push a new one\n"
        }
        return style.bad("rolled back:") + " commit \(from.short) failed at "
            + failures.map(\.step.text).joined(separator: ", ")
            + "; the fleet is as \(to.short) wishes again\n    mend the commit and push a new one\n"
    case .invalid(let commit, let diagnostics):
        return style.bad("invalid:") + " commit \(commit.short) has \(summary(of: diagnostics)); nothing was changed\n"
    case .unreachable(let failure): return PhoenixReport.text(of: failure, style: style)
    case .interrupted(let commit):
        return style.warning("stopped:") + " commit \(commit.short) is not applied as a whole; sync again to go on\n"
    }
}

private func blockedText(_ commit: CommitID, _ plan: Plan, style: Style) -> String {
    var lines = [style.warning("blocked:") + " commit \(commit.short) cannot be applied as a whole"]
    for guest in plan.guests where guest.isHeld || guest.conditions.contains(where: \.isBusy) {
        for condition in guest.conditions { lines.append("    \(guest.id) \(guest.name) \(conditionText(condition))") }
    }
    if !plan.steps.isEmpty {
        lines.append(
            "    \(counted(plan.steps.count, "step")) changed nothing when they were done: "
                + plan.steps.map(\.id.text).joined(separator: ", "))
    }
    return lines.map { $0 + "\n" }.joined()
}

extension Condition {
    fileprivate var isBusy: Bool { if case .busy = self { true } else { false } }
}
