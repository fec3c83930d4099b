import PhoenixModel

/// A plan in the making: the passes read the wish and the sight, and fill in the rest.
struct PlanDraft {
    let desired: DesiredState
    let observed: ObservedState
    /// Who will carry the plan out; nil if nobody will.
    let writer: WriterID?
    /// Commits in marks that the wished one does not lead back to.
    let newerCommits: Set<CommitID>
    /// The same, of which nothing is to stand.
    let overruledCommits: Set<CommitID>
    /// How many guests may still be destroyed in this sync.
    var removalsLeft: Int
    let wishes: [GuestID: DesiredGuest]
    let sightings: [GuestID: Sighting]
    let linkedClones: LinkedClones
    var room: HostRoom
    var prospects: [GuestID: Prospect] = [:]
    var steps: [Step] = []
    var guests: [GuestPlan] = []
    /// By when each step will have ended, in seconds from the look.
    private var ends: [StepID: Int] = [:]

    init(
        desired: DesiredState, observed: ObservedState, writer: WriterID?, newerCommits: Set<CommitID>,
        overruledCommits: Set<CommitID>, removalsLeft: Int
    ) {
        self.desired = desired
        self.observed = observed
        self.writer = writer
        self.newerCommits = newerCommits
        self.overruledCommits = overruledCommits
        self.removalsLeft = removalsLeft
        wishes = Dictionary(desired.guests.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        sightings = identify(desired, in: observed)
        linkedClones = LinkedClones(observed)
        room = HostRoom(observed, images: desired.images)
    }

    /// Adds a guest's steps behind all others.
    mutating func add(_ more: [Step]) {
        steps += more
        for step in more { ends[step.id] = end(of: step, in: ends) }
    }

    /// By when these steps will have ended that come behind all others, in seconds from the look, if nothing has to be tried
    /// again.
    func secondsToEnd(of more: [Step]) -> Int {
        var ends = ends
        for step in more { ends[step.id] = end(of: step, in: ends) }
        return more.compactMap { ends[$0.id] }.max() ?? 0
    }

    private func end(of step: Step, in ends: [StepID: Int]) -> Int {
        (step.after.compactMap { ends[$0] }.max() ?? 0) + step.deadlineSeconds
    }
}

/// What other guests may count on of a guest.
enum Prospect {
    /// It is, or will be, completed like this, by its last step.
    case completes(Outlook, last: StepID?)
    /// It will not be completed by this plan, for this reason.
    case held(String)
}
