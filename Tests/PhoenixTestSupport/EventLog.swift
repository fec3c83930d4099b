package import PhoenixEngine
import PhoenixModel
import PhoenixPlanner
import PhoenixRun

/// Keeps every event.
package actor EventLog: EventSink {
    package private(set) var events: [Event] = []

    package init() {}

    package func receive(_ event: Event) { events.append(event) }

    /// The names of the steps that ended well, in order.
    package var succeeded: [String] {
        events.compactMap {
            if case .run(.stepEnded(let step, .succeeded, _)) = $0 { step.id.text } else { nil }
        }
    }
}
