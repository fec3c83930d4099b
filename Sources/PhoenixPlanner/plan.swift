package import PhoenixModel

/// Decides what has to happen so that the host is as the commit wishes.
///
/// Pure: the same wish and sight give the same plan, byte for byte. The passes run in this order because each
/// rests on what the ones before found: sources are routed before their clones, and removals come last so that what a
/// guest still needs is known.
///
/// - Parameters:
///   - removalsDone: how many guests this sync has already destroyed.
///   - writer: who will carry the plan out, and so claims the guests that it works on; nil if nobody will.
///   - newerCommits: commits in the fleet's marks that the wished one does not lead back to: what they did stands.
///   - overrulesThem: whether it does not stand, because somebody who may says so: then marks name the wished commit.
package func plan(
    _ desired: DesiredState, _ observed: ObservedState, removalsDone: Int = 0, writer: WriterID? = nil,
    newerCommits: Set<CommitID> = [], overrulesThem: Bool = false
) -> Plan {
    var draft = PlanDraft(
        desired: desired, observed: observed, writer: writer, newerCommits: overrulesThem ? [] : newerCommits,
        overruledCommits: overrulesThem ? newerCommits : [],
        removalsLeft: max(0, desired.policy.maximumRemovals - removalsDone))
    for pass in [routeGuests, routeOrphans] { pass(&draft) }
    return Plan(
        commit: desired.commit, fleet: desired.fleet, steps: draft.steps,
        guests: draft.guests.sorted { $0.id < $1.id }, stepsPerNode: desired.policy.stepsPerNode,
        onFailure: desired.policy.onFailure)
}
