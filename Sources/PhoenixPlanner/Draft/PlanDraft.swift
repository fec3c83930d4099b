import PhoenixModel

/// A plan in the making: the passes read the wish and the sight, and fill in the rest.
struct PlanDraft {
    let desired: DesiredState
    let observed: ObservedState
    /// How many guests may still be destroyed in this sync.
    var removalsLeft: Int
    let wishes: [GuestID: DesiredGuest]
    let sightings: [GuestID: Sighting]
    var room: HostRoom
    var prospects: [GuestID: Prospect] = [:]
    var steps: [Step] = []
    var guests: [GuestPlan] = []

    init(desired: DesiredState, observed: ObservedState, removalsLeft: Int) {
        self.desired = desired
        self.observed = observed
        self.removalsLeft = removalsLeft
        wishes = Dictionary(desired.guests.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        sightings = identify(desired, in: observed)
        room = HostRoom(observed, images: desired.images)
    }
}

/// What other guests may count on of a guest.
enum Prospect {
    /// It is, or will be, completed like this, by its last step.
    case completes(Outlook, last: StepID?)
    /// It will not be completed by this plan, for this reason.
    case held(String)
}
