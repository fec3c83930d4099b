import PhoenixModel

/// The steps of one guest, each after the one before.
struct Route {
    let guest: GuestID
    private(set) var steps: [Step] = []
    /// What the next step has to wait for.
    private var predecessors: [StepID]

    init(guest: GuestID, after predecessors: [StepID] = []) {
        self.guest = guest
        self.predecessors = predecessors
    }

    /// The step after which the guest is as far as this route leads; nil if there is nothing to do.
    var last: StepID? { steps.last?.id }

    /// Adds a step behind all others.
    mutating func then(
        _ what: String, at reference: GuestReference, _ action: StepAction, because reason: String,
        leaving state: Lifecycle, holding guests: [GuestID] = []
    ) {
        let id = StepID(guest, what)
        steps.append(
            Step(
                id: id, guest: reference, action: action, reason: reason, after: predecessors.sorted(), holds: guests,
                leaves: state))
        predecessors = [id]
    }

    /// Follows a task that is at work on the guest, whoever began it.
    mutating func follow(_ task: RunningTask, on reference: GuestReference, leaving state: Lifecycle) {
        then(
            "follow", at: reference, .follow(task.id),
            because: "a task (\(task.operation?.rawValue ?? "not one of Phoenix's")) is at work on it", leaving: state)
    }

    /// Has the whole route wait for a step of another guest's.
    mutating func wait(for step: StepID) {
        if steps.isEmpty {
            predecessors.append(step)
        } else {
            steps[0].after = (steps[0].after + [step]).sorted()
        }
    }

    /// Puts a change before all others that touches no guest and waits for nothing. Returns its step.
    mutating func begin(with what: String, change: Change, because reason: String) -> StepID {
        let id = StepID(guest, what)
        let step = Step(
            id: id, guest: change.guest, action: .change(Submission(change: change, fence: .untouched)), reason: reason,
            after: [], holds: [], leaves: steps.first?.leaves ?? .defined)
        wait(for: id)
        steps.insert(step, at: 0)
        return id
    }

    /// Adds a change that only our own marked guest may take.
    mutating func then(
        _ what: String, change: Change, fence: Fence, because reason: String, leaving state: Lifecycle,
        holding guests: [GuestID] = []
    ) {
        then(
            what, at: change.guest, .change(Submission(change: change, fence: fence)), because: reason,
            leaving: state, holding: guests)
    }
}
