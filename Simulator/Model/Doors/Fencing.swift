import PhoenixModel

extension Cluster {
    /// Holds a change back unless the number on the host is what the fence says, at this very moment.
    mutating func requireFence(_ submission: Submission) throws(Failure) {
        let change = submission.change
        guard submission.fence != .untouched, let guest = guests[change.guest.id] else {
            return  // what is not there is told apart by the change itself
        }
        let mark = guests[change.guest.id]?.mark
        if case .mark(_, let new) = change, mark == new { return }
        switch submission.fence {
        case .untouched: return
        case .vacant:
            guard let made = change.newMark, let mark, mark.names(sameGuestAs: made), guest.kind == change.guest.kind
            else { throw fenced(change, "\(guest.title) already exists on node '\(guest.node)'") }
            if mark.claim != made.claim { throw overtaken(change, mark) }
        case .marked(let fleet, let number, let claim):
            guard let mark, mark.fleet == fleet, mark.guest == number else {
                throw fenced(change, "guest \(change.guest.id) does not carry the mark of \(fleet) \(number)")
            }
            if mark.claim != claim { throw overtaken(change, mark) }
        case .unchanged(let seen):
            guard let mark, mark.names(sameGuestAs: seen) else {
                throw fenced(change, "guest \(change.guest.id) does not carry the mark of \(seen.fleet) \(seen.guest)")
            }
            if mark != seen { throw overtaken(change, mark) }
        case .adopting:
            guard let mark else { return }
            if case .mark(_, let new) = change, mark.names(sameGuestAs: new) { throw overtaken(change, mark) }
            throw fenced(change, "guest \(change.guest.id) carries the mark of \(mark.fleet) \(mark.guest)")
        }
    }

    private func overtaken(_ change: Change, _ mark: Mark) -> Failure {
        Failure(
            .overtaken, "somebody has had a hand in guest \(change.guest.id) since it was looked at",
            remedy: "nothing: the host is looked at again",
            causes: [mark.claim.map { "it is claimed by \($0.writer) until \($0.until)" } ?? "its mark has changed"])
    }

    private func fenced(_ change: Change, _ cause: String) -> Failure {
        Failure(
            .fenced, "the guest with number \(change.guest.id) is not the one that was meant",
            remedy: "choose another number, or let the commit adopt the guest", causes: [cause])
    }
}

extension Change {
    /// The change as an infinitive: `start lxc 101 on pve1`.
    var attempt: String { "\(operation.rawValue) \(guest)" }
}
