import PhoenixModel
import PhoenixPlanner
package import PhoenixRun

/// Runs as people read them, one line each, with what failed below.
package func text(of entries: [RunEntry], style: Style) -> String {
    guard !entries.isEmpty else { return "nothing was done yet\n" }
    var rows = [["RUN", "BEGAN", "TOOK", "COMMIT", "STEPS", "ENDING"]]
    for entry in entries {
        guard let header = entry.header else { continue }
        let took = entry.endedAt.map { durationText(milliseconds: $0.milliseconds(since: header.beganAt)) } ?? "-"
        rows.append([
            header.run.description, header.beganAt.description, took, header.commit.short,
            "\(entry.succeeded) of \(header.stepCount)", endingText(entry),
        ])
    }
    return table(rows).map { $0 + "\n" }.joined()
}

private func endingText(_ entry: RunEntry) -> String {
    var text = entry.ending?.word ?? "under way, or cut off"
    if entry.isConverged { text += ", fleet as wished" }
    if let from = entry.header?.rollsBackFrom { text += ", leading back from \(from.short)" }
    for (step, failure) in entry.failures.prefix(3) { text += "; \(step): \(failure.message)" }
    return text
}

/// What scripts printed, step by step.
package func text(ofOutput records: [JournalRecord], style: Style) -> String {
    var lines: [String] = []
    for record in records {
        switch record {
        case .stepBegan(let step, let attempt, _, let at):
            lines.append(style.strong("\(at) \(step)") + (attempt > 1 ? " (try \(attempt))" : ""))
        case .output(_, let printed, _): lines += printed.map { "    \($0)" }
        case .stepEnded(let step, .failed(let failure), let at):
            lines.append("\(at) \(step) " + style.bad("failed: \(failure.message)"))
        default: continue
        }
    }
    return lines.map { $0 + "\n" }.joined()
}
