import JSONSchema
import PhoenixEngine
import PhoenixReport

/// Passes on what is new: a watch that finds the same commit in the same state says so once, not every minute.
actor ChangesOnlySink: EventSink {
    private let sink: any EventSink
    /// What was said last of each kind of event that comes with every look.
    private var said: [String: String] = [:]

    init(_ sink: any EventSink) {
        self.sink = sink
    }

    func receive(_ event: Event) async {
        let kind: String
        switch event {
        case .commitFound: kind = "commit"
        case .read: kind = "read"
        case .ended: kind = "ended"
        case .settled, .planned, .run, .runEnded, .rollingBack:
            // Something happens: how it ends is news, even if it ends as before.
            said["ended"] = nil
            await sink.receive(event)
            return
        }
        let text = json(of: event).compactText
        guard said.updateValue(text, forKey: kind) != text else { return }
        await sink.receive(event)
    }
}
