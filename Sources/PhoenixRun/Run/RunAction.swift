package import PhoenixModel
package import PhoenixPlanner

/// What the engine is to do for a run, in this order. A record is a barrier: nothing behind it is done before it is durable.
package enum RunAction: Sendable {
    case record(JournalRecord)
    case submit(StepID, Submission)
    case lookAtTask(StepID, TaskID)
    case start(StepID, GuestRequest)
    case lookAtRun(StepID, GuestRunReference)
    /// Look at the whole host, for every step whose change was lost.
    case observe
    case tell(Notice)
    /// The run is over.
    case finish(RunEnding)
}

/// What happens to a run.
package enum RunEvent: Sendable {
    case began
    /// A step's order was answered.
    case step(StepID, StepEvent)
    /// The host was looked at, because steps asked for it.
    case observed(Result<ObservedState, Failure>)
    /// Time has passed.
    case time
    /// Begin nothing new; what is in flight is followed to its end, or left if Phoenix was asked to stop.
    case stop(StopReason)
}
