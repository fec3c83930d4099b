import JSONSchema
import PhoenixEngine
import PhoenixReport

/// Plain lines, one for each thing that ended: for logs and pipes.
actor LineSink: EventSink {
    private let console: Console
    private var text: EventText

    init(_ console: Console) {
        self.console = console
        text = EventText(style: console.style)
    }

    func receive(_ event: Event) {
        if case .read(_, let diagnostics) = event {
            console.writeError(PhoenixReport.text(of: diagnostics, style: console.errorStyle))
            return
        }
        for line in text.lines(for: event) { console.write(line + "\n") }
        if case .ended(let outcome) = event { console.tell(outcome) }
    }
}

/// One JSON object a line, for programs.
actor JSONSink: EventSink {
    private let console: Console

    init(_ console: Console) {
        self.console = console
    }

    func receive(_ event: Event) {
        console.write(json(of: event).compactText + "\n")
    }
}

/// Nobody listens.
struct SilentSink: EventSink {
    func receive(_ event: Event) async {}
}

extension Console {
    /// What went well is said on standard output, anything else on standard error.
    func tell(_ outcome: SyncOutcome) {
        switch outcome {
        case .converged: write(text(of: outcome, style: style))
        default: writeError(text(of: outcome, style: errorStyle))
        }
    }
}
