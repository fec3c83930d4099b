package import JSONSchema
package import PhoenixEngine
package import PhoenixModel
package import PhoenixPlanner

/// What trying a commit on a simulated host came to.
package struct TrialReport: Sendable {
    package let head: CommitSummary
    package var base: CommitSummary?
    /// Why the host was not as the base wishes when the head was applied; nil if it was.
    package var baseProblem: String?
    package var diagnostics: [Diagnostic] = []
    /// Nil if the head breaks the format.
    package var plan: Plan?
    package var outcome: SyncOutcome
    /// How long the head took, in simulated time.
    package var tookMilliseconds: Int64 = 0

    package init(head: CommitSummary) {
        self.head = head
        outcome = .interrupted(head.commit)
    }

    var verdict: String {
        switch outcome {
        case .converged(_, let changes, _):
            changes == 0
                ? "nothing changes"
                : "the fleet converges in \(counted(changes, "step")) and \(durationText(milliseconds: tookMilliseconds)) "
                    + "of simulated time"
        case .blocked: "the fleet does not converge: something is in the way"
        case .failed, .rolledBack: "the fleet does not converge: steps fail"
        case .invalid: "the commit is invalid: \(summary(of: diagnostics))"
        case .unreachable, .interrupted: "the trial could not be ended"
        }
    }
}

/// A trial as people read it on a terminal.
package func text(of trial: TrialReport, style: Style) -> String {
    var parts = [text(of: trial.diagnostics, style: style)]
    if let problem = trial.baseProblem { parts.append("note: \(problem)\n") }
    if let plan = trial.plan { parts.append(text(of: plan, style: style)) }
    if case .converged = trial.outcome {} else { parts.append(text(of: trial.outcome, style: style)) }
    parts.append("simulated: \(trial.verdict)\n")
    return parts.joined()
}

/// A trial as a comment on a pull request.
package func markdown(of trial: TrialReport) -> String {
    let isGood = if case .converged = trial.outcome { true } else { false }
    var lines = ["## Phoenix: \(isGood ? "✅" : "❌") \(trial.verdict)", ""]
    lines.append(
        "Tried `\(trial.head.commit.short)`" + (trial.base.map { " on `\($0.commit.short)`" } ?? " on an empty host")
            + ".")
    if let problem = trial.baseProblem { lines.append("Note: \(problem).") }
    if !trial.diagnostics.isEmpty {
        lines += ["", "```", text(of: trial.diagnostics, style: .plain).trimmingEnd, "```"]
    }
    if let plan = trial.plan { lines += ["", "```diff", text(of: plan, style: .plain).trimmingEnd, "```"] }
    if !isGood { lines += ["", "```", text(of: trial.outcome, style: .plain).trimmingEnd, "```"] }
    return lines.map { $0 + "\n" }.joined()
}

/// A trial as a JSON object.
package func json(of trial: TrialReport) -> JSONText {
    .object([
        .init("head", .string(trial.head.commit.hexadecimal)),
        .init("base", .optional(trial.base?.commit.hexadecimal)),
        .init("base_problem", .optional(trial.baseProblem)), .init("verdict", .string(trial.verdict)),
        .init("simulated_milliseconds", .integer(Int(trial.tookMilliseconds))),
        .init("diagnostics", json(of: trial.diagnostics)), .init("plan", trial.plan.map(json(of:)) ?? .null),
        .init("outcome", json(of: Event.ended(trial.outcome))),
    ])
}

extension String {
    fileprivate var trimmingEnd: String { String(reversed().drop(while: \.isNewline).reversed()) }
}
