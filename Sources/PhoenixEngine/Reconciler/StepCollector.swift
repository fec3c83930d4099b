import PhoenixModel
import PhoenixPlanner
import PhoenixRun

/// Passes every event on, and keeps for the outcome how steps ended.
actor StepCollector: EventSink {
    private(set) var succeeded: [Step] = []
    private(set) var failures: [StepFailure] = []
    private let sink: any EventSink

    init(sink: any EventSink) {
        self.sink = sink
    }

    func receive(_ event: Event) async {
        if case .run(.stepEnded(let step, let outcome, _)) = event {
            switch outcome {
            case .succeeded: succeeded.append(step)
            case .failed(let failure): failures.append(StepFailure(step: step.id, failure: failure))
            default: break
            }
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
