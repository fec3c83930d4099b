package import JSONSchema
package import PhoenixEngine
package import PhoenixModel
package import PhoenixPlanner
import PhoenixRun

/// A plan as a JSON object.
package func json(of plan: Plan) -> JSONText {
    .object([
        .init("commit", .string(plan.commit.hexadecimal)), .init("fleet", .string(plan.fleet.text)),
        .init("converged", .boolean(plan.isConverged)), .init("guests", .array(plan.guests.map(\.json))),
        .init("steps", .array(plan.steps.map(\.json))),
    ])
}

/// Problems of a repository as a JSON object.
package func json(of diagnostics: [Diagnostic]) -> JSONText {
    .object([
        .init("valid", .boolean(!diagnostics.contains { $0.severity == .error })),
        .init("diagnostics", .array(diagnostics.map(\.json))),
    ])
}

extension StatusReport {
    /// As a JSON object: the plan's, with the last failure of each guest.
    package var json: JSONText {
        .object([
            .init("commit", .string(plan.commit.hexadecimal)), .init("fleet", .string(plan.fleet.text)),
            .init("seen_at", .string(seenAt.description)), .init("converged", .boolean(plan.isConverged)),
            .init("guests", .array(plan.guests.map(\.json))),
            .init(
                "at_work",
                .array(
                    stepsAtWork.map {
                        .object([
                            .init("step", .string($0.step.text)), .init("since", .string($0.since.description)),
                            .init("next_try_at", .optional($0.nextTryAt?.description)),
                            .init("failure", $0.waitsAfter?.json ?? .null),
                        ])
                    })),
            .init(
                "failures",
                .array(
                    failures.sorted { $0.key < $1.key }.map {
                        .object([.init("guest", .integer($0.key.number)), .init("failure", $0.value.json)])
                    })),
        ])
    }
}

/// One event as a JSON object with an `event` member; each is written on a line of its own.
package func json(of event: Event) -> JSONText {
    func object(_ name: String, _ members: [JSONText.Member]) -> JSONText {
        .object([.init("event", .string(name))] + members)
    }
    switch event {
    case .commitFound(let summary):
        return object(
            "commit",
            [
                .init("commit", .string(summary.commit.hexadecimal)), .init("subject", .string(summary.subject)),
                .init("author", .string(summary.author)),
            ])
    case .read(let commit, let diagnostics):
        return object(
            "read",
            [
                .init("commit", .string(commit.hexadecimal)),
                .init("diagnostics", .array(diagnostics.map(\.json))),
            ])
    case .settled(let records):
        let steps = records.compactMap { record -> JSONText? in
            guard case .stepEnded(let step, let outcome, _) = record else { return nil }
            return .object([.init("step", .string(step.text))] + outcome.members)
        }
        return object("settled", [.init("steps", .array(steps))])
    case .planned(let plan): return object("planned", [.init("plan", json(of: plan))])
    case .run(let notice): return json(of: notice)
    case .runEnded(let header, let ending):
        return object("run-ended", [.init("run", .integer(header.run.value)), .init("ending", .string(ending.word))])
    case .rollingBack(let from, let to):
        return object(
            "rolling-back", [.init("from", .string(from.hexadecimal)), .init("to", .string(to.hexadecimal))])
    case .ended(let outcome): return object("ended", members(of: outcome))
    }
}

private func json(of notice: Notice) -> JSONText {
    func object(_ name: String, _ step: Step, _ at: Instant, _ more: [JSONText.Member]) -> JSONText {
        .object(
            [
                .init("event", .string(name)), .init("at", .string(at.description)),
                .init("step", .string(step.id.text)), .init("guest", .integer(step.guest.id.number)),
            ] + more)
    }
    switch notice {
    case .stepBegan(let step, let attempt, let at):
        return object("step-began", step, at, [.init("attempt", .integer(attempt))])
    case .output(let step, let lines, let at):
        return object("output", step, at, [.init("lines", .array(lines.map(JSONText.string)))])
    case .stepRetries(let step, let failure, let next, let at):
        return object(
            "step-retries", step, at,
            [.init("next_try_at", .string(next.description)), .init("failure", failure.json)])
    case .stepEnded(let step, let outcome, let at): return object("step-ended", step, at, outcome.members)
    case .runStops(let reason, let at):
        return .object([
            .init("event", "run-stops"), .init("at", .string(at.description)), .init("text", .string(stopText(reason))),
        ])
    }
}

private func members(of outcome: SyncOutcome) -> [JSONText.Member] {
    func ending(_ word: String, _ commit: CommitID?) -> [JSONText.Member] {
        [.init("outcome", .string(word)), .init("commit", .optional(commit?.hexadecimal))]
    }
    switch outcome {
    case .converged(let commit, let changes, _):
        return ending("converged", commit) + [.init("steps", .integer(changes))]
    case .blocked(let commit, let changes, let plan):
        let held = plan.guests.filter(\.isHeld).map(\.json)
        return ending("blocked", commit) + [.init("steps", .integer(changes)), .init("guests", .array(held))]
    case .failed(let commit, let failures): return ending("failed", commit) + [.init("failures", json(of: failures))]
    case .rolledBack(let from, let to, let failures):
        return ending("rolled-back", from)
            + [.init("rolled_back_to", .string(to.hexadecimal)), .init("failures", json(of: failures))]
    case .invalid(let commit, let diagnostics):
        return ending("invalid", commit) + [.init("diagnostics", .array(diagnostics.map(\.json)))]
    case .unreachable(let failure): return ending("unreachable", nil) + [.init("failure", failure.json)]
    case .interrupted(let commit): return ending("interrupted", commit)
    }
}

private func json(of failures: [StepFailure]) -> JSONText {
    .array(failures.map { .object([.init("step", .string($0.step.text)), .init("failure", $0.failure.json)]) })
}
