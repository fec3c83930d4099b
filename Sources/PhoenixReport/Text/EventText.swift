package import PhoenixEngine
import PhoenixModel
import PhoenixPlanner
import PhoenixRun

/// A sync told line by line. It remembers when steps began, to say how long they took.
package struct EventText: Sendable {
    /// What a line is about.
    package enum Detail: Sendable {
        /// Each step that ended: for logs and pipes.
        case steps
        /// Each guest whose last step ended, and whatever went wrong: for a terminal, which shows steps while they run.
        case guests
    }

    private let style: Style
    private let detail: Detail
    private var began: [StepID: Instant] = [:]
    private var guests: [GuestID: GuestWork] = [:]
    private var runBeganAt: Instant?
    private var book = NameBook()

    package init(style: Style, detail: Detail = .steps) {
        self.style = style
        self.detail = detail
    }

    /// The lines that one event is worth; often none.
    package mutating func lines(for event: Event) -> [String] {
        switch event {
        case .commitFound, .runEnded: return []
        case .read(_, let diagnostics):
            return diagnostics.isEmpty ? [] : [String(text(of: diagnostics, style: style).dropLast())]
        case .settled(let records):
            let count = records.count { if case .stepEnded = $0 { true } else { false } }
            return ["an earlier sync was cut off; \(counted(count, "step")) that it left were looked for"]
        case .planned(let plan):
            runBeganAt = nil
            guests = Dictionary(grouping: plan.steps, by: \.guest.id).mapValues { GuestWork(stepCount: $0.count) }
            book.learn(plan)
            return [summary(of: plan)]
        case .run(let notice): return lines(for: notice)
        case .rollingBack(let from, let to):
            return ["commit \(from.short) failed; leading the fleet back to \(to.short), which completed last"]
        case .ended: return []
        }
    }

    private mutating func lines(for notice: Notice) -> [String] {
        switch notice {
        case .stepBegan(let step, let attempt, let at):
            if attempt == 1 { began[step.id] = at }
            if runBeganAt == nil { runBeganAt = at }
            if guests[step.guest.id]?.beganAt == nil { guests[step.guest.id]?.beganAt = at }
            return []
        case .output: return []
        case .stepRetries(let step, let failure, let next, let at):
            let pause = durationText(milliseconds: next.milliseconds(since: at))
            return [line(step, at, style.warning("again in \(pause): \(failure.message)"))]
        case .stepEnded(let step, let outcome, let at): return ended(step, outcome, at)
        case .runStops(let reason, _): return [stopText(reason)]
        }
    }

    private mutating func ended(_ step: Step, _ outcome: StepOutcome, _ at: Instant) -> [String] {
        let took = began.removeValue(forKey: step.id).map { durationText(milliseconds: at.milliseconds(since: $0)) }
        switch outcome {
        case .succeeded where detail == .guests: return succeeded(step, at)
        case .succeeded(let note):
            return [
                line(step, at, style.good("done") + (took.map { " in \($0)" } ?? "") + (note.map { " (\($0))" } ?? ""))
            ]
        case .failed(let failure):
            let causes = failure.causes.prefix(10).map { "            | \($0)" }
            return [line(step, at, style.bad("failed: \(failure.message)"))] + causes
                + ["            \(failure.remedy)"]
        case .skipped(let cause): return [line(step, at, style.faint("skipped, because \(cause) did not succeed"))]
        case .interrupted: return []
        }
    }

    /// One line when the guest's last step ended well.
    private mutating func succeeded(_ step: Step, _ at: Instant) -> [String] {
        guests[step.guest.id]?.succeeded += 1
        guard let work = guests[step.guest.id], work.succeeded == work.stepCount else { return [] }
        let took = work.beganAt.map { " in \(durationText(milliseconds: at.milliseconds(since: $0)))" } ?? ""
        let steps = style.faint(counted(work.stepCount, "step"))
        return ["\(clock(at))  \(book.label(step.guest.id))  \(style.good("done"))\(took), \(steps)"]
    }

    private func line(_ step: Step, _ at: Instant, _ what: String) -> String {
        "\(clock(at))  \(book.label(step.guest.id))  \(step.id.short)  \(what)"
    }

    /// `+00:01:38`: since the run began.
    private func clock(_ at: Instant) -> String {
        let offset = runBeganAt.map { at.milliseconds(since: $0) / 1000 } ?? 0
        return style.faint("+\(twoDigits(offset / 3600)):\(twoDigits(offset / 60 % 60)):\(twoDigits(offset % 60))")
    }

    /// How far a guest's steps are.
    private struct GuestWork {
        let stepCount: Int
        var succeeded = 0
        var beganAt: Instant?
    }
}

/// Why nothing new is begun, as a sentence.
func stopText(_ reason: StopReason) -> String {
    switch reason {
    case .superseded(let commit): "a newer commit \(commit.short) came; what is in flight is followed to its end"
    case .stepFailed(let step): "nothing new is begun, because \(step) failed and policy.on_failure says so"
    case .interrupted: "asked to stop; what is in flight goes on and is found by the next sync"
    }
}

/// The names of guests beside their numbers, padded to equal width.
struct NameBook: Sendable {
    private var names: [GuestID: String] = [:]
    private var width = 0

    mutating func learn(_ plan: Plan) {
        for guest in plan.guests {
            names[guest.id] = "\(guest.id) \(guest.name)"
            width = max(width, "\(guest.id) \(guest.name)".count)
        }
    }

    func label(_ guest: GuestID) -> String {
        let label = names[guest] ?? guest.description
        return label + String(repeating: " ", count: max(0, width - label.count))
    }
}
