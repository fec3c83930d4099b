import PhoenixModel
import PhoenixPlanner
import PhoenixRun

/// Passes every event on, and keeps the failures for the outcome.
actor FailureCollector: EventSink {
    private(set) var failures: [StepFailure] = []
    private let sink: any EventSink

    init(sink: any EventSink) {
        self.sink = sink
    }

    func receive(_ event: Event) async {
        if case .run(.stepEnded(let step, .failed(let failure), _)) = event {
            failures.append(StepFailure(step: step.id, failure: failure))
        }
        await sink.receive(event)
    }
}

extension World {
    /// The same world with another listener.
    func telling(_ sink: any EventSink) -> World {
        World(
            driver: driver, shell: shell, clock: clock, journal: journal, sink: sink, interruption: interruption)
    }
}
