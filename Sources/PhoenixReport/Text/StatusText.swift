package import PhoenixModel
package import PhoenixPlanner

/// What `phoenix status` shows: every guest with its state and what is to be known of it.
package struct StatusReport: Sendable {
    package let plan: Plan
    package let subject: String?
    /// The last failures of each guest that still stands in the way, from the journal.
    package let failures: [GuestID: Failure]
    package let seenAt: Instant

    package init(plan: Plan, subject: String?, failures: [GuestID: Failure], seenAt: Instant) {
        self.plan = plan
        self.subject = subject
        self.failures = failures
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
        if let failure = failures[guest.id], guest.state != .completed { notes.append("failed: \(failure.message)") }
        let due = plan.steps.count { $0.guest.id == guest.id }
        if due > 0 { notes.append("\(counted(due, "step")) due") }
        return [
            guest.id.description, guest.name, guest.kind.rawValue, guest.node?.text ?? "-", guest.state.rawValue,
            notes.joined(separator: "; "),
        ]
    }
}
