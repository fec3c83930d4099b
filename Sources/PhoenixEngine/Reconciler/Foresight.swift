package import PhoenixModel
package import PhoenixPlanner
package import PhoenixPorts

/// Makes the plan that a sync carries out: beside wish and sight it knows the history of commits, and who it is.
package struct Foresight: Sendable {
    private let writer: WriterID
    private let history: (any CommitSource)?
    private let overrulesHistory: Bool

    /// - Parameters:
    ///   - writer: who would carry the plan out.
    ///   - history: tells which commits are newer; nil if none counts as that.
    ///   - overrulesHistory: whether newer commits count for nothing, because somebody who may says so.
    package init(as writer: WriterID, history: (any CommitSource)?, overrulesHistory: Bool = false) {
        self.writer = writer
        self.history = history
        self.overrulesHistory = overrulesHistory
    }

    /// The plan. Throws if the history cannot be read.
    ///
    /// - Parameters:
    ///   - removalsDone: how many guests this sync has already destroyed.
    ///   - failed: the commit that the wished one is the way back from, if it is one.
    package func plan(
        _ desired: DesiredState, _ observed: ObservedState, removalsDone: Int = 0,
        rollingBackFrom failed: CommitID? = nil
    ) async throws(Failure) -> Plan {
        let plan = PhoenixPlanner.plan(desired, observed, removalsDone: removalsDone, writer: writer)
        // Nothing is asked for a fleet at rest.
        guard let history, !plan.isEmpty || overrulesHistory else { return plan }
        var newer: Set<CommitID> = []
        for commit in Set(observed.guests.compactMap { $0.mark?.fleet == desired.fleet ? $0.mark?.commit : nil })
        where commit != desired.commit && commit != failed {
            if try await history.relation(of: desired.commit, to: commit) != .ahead { newer.insert(commit) }
        }
        guard !newer.isEmpty else { return plan }
        return PhoenixPlanner.plan(
            desired, observed, removalsDone: removalsDone, writer: writer, newerCommits: newer,
            overrulesThem: overrulesHistory)
    }
}
