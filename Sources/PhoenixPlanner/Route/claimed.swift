import PhoenixModel

/// Who works on a guest says so in its mark before the first change, and takes it back with the last.
///
/// A change that is alone needs no claim: it is refused unless the mark is as it was seen, and nothing else follows from it.
extension PlanDraft {
    /// Why the guest has to be left alone, because another Phoenix is at work on it; nil if none is.
    func claimObstacle(on seen: ObservedGuest) -> Obstacle? {
        guard let claim = seen.mark?.claim, claim.holds(against: writer, at: observed.takenAt) else { return nil }
        return Obstacle(
            .claimed, "another Phoenix (\(claim.writer)) is at work on it, until \(claim.until) at the latest",
            remedy:
                "it is looked at again when that one is done; if that one is gone for good, take the line that begins "
                + "with 'claimed:' out of the guest's notes in Proxmox")
    }

    /// Why the guest has to be left alone, because another Phoenix is at work on it, or knows a newer commit; nil if none does.
    func writerObstacle(on seen: ObservedGuest) -> Obstacle? {
        claimObstacle(on: seen) ?? seen.mark?.commit.flatMap(newerObstacle)
    }

    /// Why no guest can be made: a newer commit, by which somebody works on the fleet, may have taken it away.
    var newerObstacle: Obstacle? { newerCommits.min().flatMap(newerObstacle) }

    private func newerObstacle(_ commit: CommitID) -> Obstacle? {
        guard newerCommits.contains(commit) else { return nil }
        return Obstacle(
            .newerCommit,
            "another Phoenix applies commit \(commit.short), which \(desired.commit.short) does not lead back to",
            remedy:
                "it is looked at again when this Phoenix knows that commit; if history was rewritten on purpose, sync "
                + "once with --allow-forced-push")
    }

    /// Puts what was decided for a guest under a claim.
    func claim(for routed: inout Routed, seen: ObservedGuest?) {
        let steps = claimed(routed.steps, seen: seen)
        guard steps != routed.steps else { return }
        let wasAtRest = routed.steps.isEmpty
        routed.steps = steps
        if wasAtRest { routed.plan.state = min(routed.plan.state, .customizing) }
        if case .completes(let outlook, _) = routed.prospect {
            routed.prospect = .completes(outlook, last: steps.last?.id)
        }
    }

    /// A guest's steps under a claim. What is left of an earlier one is taken back where nothing else is to be done.
    func claimed(_ steps: [Step], seen: ObservedGuest?) -> [Step] {
        guard let writer else { return steps }
        guard let begin = steps.firstIndex(where: \.needsClaim) else {
            return steps.isEmpty ? seen.flatMap(afterthought).map { [$0] } ?? [] : steps
        }
        let mark = seen?.mark
        if steps.count(where: \.needsClaim) == 1, let mark, case .change(var submission) = steps[begin].action,
            mark.claim == nil || submission.change.operation == .mark
        {
            submission = submission.claimed(nil) { $0.sign(desired.commit, nil) }
            submission.fence = .unchanged(mark)
            var alone = steps
            alone[begin].action = .change(submission)
            return alone
        }
        let claim = Claim(
            writer: writer,
            until: observed.takenAt.adding(
                seconds: min(secondsToEnd(of: steps) + spareSeconds, longestClaimSeconds)))
        return ClaimedRoute(steps, from: begin, of: desired.commit, under: claim, seen: mark).steps
    }

    /// What is left to be written where nothing else is to be done: a claim is taken back that nobody needs any more, our own
    /// of a run that was cut off or one that ran out; or an overruled commit's name is replaced.
    private func afterthought(_ seen: ObservedGuest) -> Step? {
        guard var mark = seen.mark, mark.fleet == desired.fleet, claimObstacle(on: seen) == nil, seen.lock == nil,
            room.nodes[seen.reference.node]?.isOnline == true, seen.power != .unknown,
            !observed.runningTasks.contains(where: { $0.guest == seen.id })
        else { return nil }
        let isOverruled = mark.commit.map(overruledCommits.contains) ?? false
        guard isOverruled || mark.claim != nil else { return nil }
        mark.sign(isOverruled ? desired.commit : mark.commit, nil)
        let submission = Submission(
            change: .mark(seen.reference, mark), fence: .unchanged(seen.mark ?? mark))
        return Step(
            id: StepID(seen.id, isOverruled ? "mark" : "release"), guest: seen.reference, action: .change(submission),
            reason: isOverruled
                ? "history was rewritten on purpose" : "nothing is left to be done under its claim",
            after: [], holds: [], leaves: .customizing)
    }
}

extension Step {
    /// Whether it changes the guest, and does not only look or wait.
    fileprivate var needsClaim: Bool {
        switch action {
        case .change(let submission): submission.fence != .untouched
        case .follow, .answer, .health: false
        case .feature, .removeFeature, .application: true
        }
    }
}

/// For attempts that are made again, and for steps that wait until others leave them room on their node.
private let spareSeconds = 600

/// Nobody waits longer for a Phoenix that is gone.
private let longestClaimSeconds = 24 * 3600
