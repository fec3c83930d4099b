package import PhoenixModel
package import PhoenixPlanner
package import PhoenixRun

/// What `phoenix status` shows: every guest with its state and what is to be known of it.
package struct StatusReport: Sendable {
    package let plan: Plan
    package let subject: String?
    /// The last failures of each guest that still stands in the way, from the journal.
    package let failures: [GuestID: Failure]
    /// What a run that is open now is at, from the journal.
    package let stepsAtWork: [StepAtWork]
    package let seenAt: Instant

    package init(
        plan: Plan, subject: String?, failures: [GuestID: Failure], stepsAtWork: [StepAtWork], seenAt: Instant
    ) {
        self.plan = plan
        self.subject = subject
        self.failures = failures
        self.stepsAtWork = stepsAtWork
        self.seenAt = seenAt
    }

    /// As text for people.
    package func text(style: Style) -> String {
        let completed = plan.guests.count { $0.state == .completed && !$0.isOrphan }
        let wanted = plan.guests.count { !$0.isOrphan }
        var lines = [
            "fleet \(plan.fleet), commit \(plan.commit.short)" + (subject.map { " \"\($0)\"" } ?? "")
                + ": \(completed) of \(counted(wanted, "guest")) completed",
            "",
        ]
        var rows = [["ID", "NAME", "KIND", "NODE", "STATE", ""]]
        for guest in plan.guests { rows.append(row(guest)) }
        lines += table(rows)
        return lines.map { $0 + "\n" }.joined()
    }

    private func row(_ guest: GuestPlan) -> [String] {
        var notes = guest.conditions.map { conditionText($0) }
        notes += stepsAtWork.filter { $0.step.isOf(guest.id) }.map(\.text)
        if let failure = failures[guest.id], guest.state != .completed { notes.append("failed: \(failure.message)") }
        let due = plan.steps.count { $0.guest.id == guest.id }
        if due > 0 { notes.append("\(counted(due, "step")) due") }
        return [
            guest.id.description, guest.name, guest.kind.rawValue, guest.node?.text ?? "-", guest.state.rawValue,
            notes.joined(separator: "; "),
        ]
    }
}

extension StepAtWork {
    /// `feature/docker since …`, or why and until when it waits.
    var text: String {
        guard let waitsAfter, let nextTryAt else { return "\(step.short) since \(since)" }
        return "\(step.short) is tried again at \(nextTryAt): \(waitsAfter.message)"
    }
}

extension StepID {
    fileprivate func isOf(_ guest: GuestID) -> Bool { text.hasPrefix("\(guest)/") }
}
