import PhoenixModel

/// The steps of one guest between its claim and its release.
struct ClaimedRoute {
    private(set) var steps: [Step]
    private let commit: CommitID
    private let claim: Claim
    /// What the mark says at the end, beside the claim.
    private var mark: Mark?

    /// - Parameters:
    ///   - begin: the first step that works on the guest.
    ///   - seen: the guest's mark; nil if it has none yet.
    init(_ steps: [Step], from begin: Int, of commit: CommitID, under claim: Claim, seen: Mark?) {
        self.steps = steps
        self.commit = commit
        self.claim = claim
        mark = seen
        mark?.commit = commit
        for place in begin..<steps.count { put(place) }
        if let seen { announce(at: begin, on: seen) }
        release()
    }

    /// Makes the change under the claim; a mark that is written last of all releases it.
    private mutating func put(_ place: Int) {
        guard case .change(let submission) = steps[place].action else {
            steps[place].claim = claim
            return
        }
        let isLast = place == steps.count - 1 && submission.change.operation == .mark
        var written = mark
        let claimed = submission.claimed(claim) { mark in
            mark.sign(commit, isLast ? nil : claim)
            written = mark
        }
        mark = written
        steps[place].action = .change(claimed)
    }

    private mutating func announce(at place: Int, on mark: Mark) {
        let first = steps[place]
        var signed = mark
        signed.sign(commit, claim)
        let submission = Submission(change: .mark(first.guest, signed), fence: .unchanged(mark))
        let step = Step(
            id: StepID(first.guest.id, "claim"), guest: first.guest, action: .change(submission),
            reason: "no other Phoenix may work on it meanwhile", after: first.after, holds: [], leaves: first.leaves)
        steps[place].after = [step.id]
        steps.insert(step, at: place)
    }

    private mutating func release() {
        guard let last = steps.last, let mark else { return }
        if case .change(let submission) = last.action, [.mark, .destroy].contains(submission.change.operation) {
            return
        }
        let submission = Submission(
            change: .mark(last.end, mark.claimed(nil)), fence: .marked(mark.fleet, mark.guest, claim: claim))
        steps.append(
            Step(
                id: StepID(last.guest.id, "release"), guest: last.end, action: .change(submission),
                reason: "the work on it is done", after: [last.id], holds: [], leaves: last.leaves))
    }
}

extension Mark {
    /// Says for which commit somebody works on the guest, and who.
    mutating func sign(_ commit: CommitID?, _ claim: Claim?) {
        self.commit = commit
        self.claim = claim
    }
}

extension Step {
    /// Where the guest is after the step.
    fileprivate var end: GuestReference {
        guard case .migrate(let guest, let node)? = change else { return guest }
        return GuestReference(id: guest.id, kind: guest.kind, node: node)
    }
}
