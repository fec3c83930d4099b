import PhoenixEngine
import PhoenixPorts
import PhoenixReport

/// A terminal: what ended scrolls by, and below it stands the live picture of what is at work.
actor TerminalSink: EventSink {
    private let console: Console
    private let clock: any WorldClock
    private var text: EventText
    private var board: ProgressBoard
    private var shownLines = 0
    private var lastDrawn = ContinuousClock.now

    init(_ console: Console, clock: any WorldClock) {
        self.console = console
        self.clock = clock
        text = EventText(style: console.style, detail: .guests)
        board = ProgressBoard(style: console.style)
    }

    func receive(_ event: Event) async {
        board.receive(event)
        let lines = text.lines(for: event)
        if case .ended(let outcome) = event {
            console.write(erasing())
            console.tell(outcome)
            return
        }
        // Drawing more often than the eye can follow only slows the work down.
        guard !lines.isEmpty || lastDrawn.duration(to: .now) > .milliseconds(100) else { return }
        await draw(above: lines)
    }

    /// Redraws the picture while nothing happens, so that the times go on. Ends when it is cancelled.
    func tick() async {
        while !Task.isCancelled {
            await draw(above: [])
            _ = try? await Task.sleep(for: .milliseconds(500))
        }
    }

    private func draw(above lines: [String]) async {
        let now = await clock.now()
        let size = console.size
        let picture = board.lines(at: now, width: size.width, height: min(size.height - 1, 12))
        let above = lines.map { $0 + "\n" }.joined()
        console.write(erasing() + above + picture.map { $0 + "\n" }.joined())
        shownLines = picture.count
        lastDrawn = .now
    }

    /// Moves the cursor to the picture's first line and clears to the end of the screen (ECMA-48: CPL, ED).
    private func erasing() -> String {
        defer { shownLines = 0 }
        return shownLines > 0 ? "\u{1B}[\(shownLines)F\u{1B}[J" : ""
    }
}
