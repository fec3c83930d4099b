package import PhoenixEngine
package import PhoenixModel
import PhoenixPlanner
import PhoenixRun

/// The live picture of a run: what is at work since when, what it said last, how far the whole is, what waits for what.
package struct ProgressBoard: Sendable {
    private struct Row {
        let step: Step
        let since: Instant
        var lastLine = ""
    }

    private let style: Style
    private var rows: [StepID: Row] = [:]
    private var book = NameBook()
    private var done = 0
    private var total = 0
    /// For each guest with steps to come, the guest it waits for first.
    private var waiting: [GuestID: GuestID] = [:]

    package init(style: Style) {
        self.style = style
    }

    package mutating func receive(_ event: Event) {
        switch event {
        case .planned(let plan): begin(plan)
        case .run(.stepBegan(let step, _, let at)):
            if rows[step.id] == nil { rows[step.id] = Row(step: step, since: at) }
            waiting[step.guest.id] = nil
        case .run(.output(let step, let lines, _)): rows[step.id]?.lastLine = lines.last ?? ""
        case .run(.stepEnded(let step, let outcome, _)):
            done += 1
            rows[step.id] = nil
            if case .skipped = outcome { waiting[step.guest.id] = nil }
        case .runEnded: rows = [:]
        default: break
        }
    }

    /// The picture, at most `height` lines of at most `width` characters; empty when nothing is at work.
    package func lines(at now: Instant, width: Int, height: Int) -> [String] {
        guard !rows.isEmpty else { return [] }
        let room = max(1, height - 2)
        let shown = rows.values.sorted { ($0.since, $0.step.id) < ($1.since, $1.step.id) }
        var lines = shown.prefix(room).map { line(for: $0, at: now, width: width) }
        if shown.count > room {
            lines.append(style.faint(cut("  … and \(shown.count - room) more at work", to: width)))
        }
        lines.append(cut(footer, to: width))
        return lines
    }

    private var footer: String {
        var text = "  \(done) of \(counted(total, "step")) done"
        if !waiting.isEmpty {
            let first = waiting.sorted { $0.key < $1.key }.prefix(4).map { "\($0.key) for \($0.value)" }
            text +=
                "; \(counted(waiting.count, "guest")) waiting (\(first.joined(separator: ", "))"
                + (waiting.count > 4 ? ", …)" : ")")
        }
        return text
    }

    private func line(for row: Row, at now: Instant, width: Int) -> String {
        let elapsed = durationText(milliseconds: max(0, now.milliseconds(since: row.since) / 1000 * 1000))
        let text = "  ▸ \(book.label(row.step.guest.id))  \(row.step.id.short)  \(elapsed)"
        guard !row.lastLine.isEmpty, text.count + 3 < width else { return cut(text, to: width) }
        return text + style.faint("  " + cut(row.lastLine, to: width - text.count - 2))
    }

    private mutating func begin(_ plan: Plan) {
        (rows, done, total) = ([:], 0, plan.steps.count)
        book.learn(plan)
        waiting = [:]
        let guests = Dictionary(plan.steps.map { ($0.id, $0.guest.id) }, uniquingKeysWith: { first, _ in first })
        for step in plan.steps {
            let others = step.after.compactMap { guests[$0] }.filter { $0 != step.guest.id }
            if let other = others.min() { waiting[step.guest.id] = other }
        }
    }

    private func cut(_ text: String, to width: Int) -> String {
        text.count <= width ? text : String(text.prefix(max(0, width - 1))) + "…"
    }
}
