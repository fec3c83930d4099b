import PhoenixModel

extension Cluster {
    /// Holds a change back unless the number on the host is what the fence says, at this very moment.
    mutating func requireFence(_ submission: Submission) throws(Failure) {
        let change = submission.change
        let mark = guests[change.guest.id]?.mark
        let guest = guests[change.guest.id]
        switch submission.fence {
        case .untouched: return
        case .vacant:
            guard let guest else { return }
            if let made = change.newMark, let mark, mark.names(sameGuestAs: made), guest.kind == change.guest.kind {
                return
            }
            throw fenced(change, "\(guest.title) already exists on node '\(guest.node)'")
        case .marked(let fleet, let number):
            guard guest != nil else { return }  // what is not there is told apart by the change itself
            guard mark?.fleet == fleet, mark?.guest == number else {
                throw fenced(change, "guest \(change.guest.id) does not carry the mark of \(fleet) \(number)")
            }
        case .adopting:
            guard guest != nil, let mark else { return }
            if case .mark(_, let new) = change, mark.names(sameGuestAs: new) { return }
            throw fenced(change, "guest \(change.guest.id) carries the mark of \(mark.fleet) \(mark.guest)")
        }
    }

    private func fenced(_ change: Change, _ cause: String) -> Failure {
        Failure(
            .fenced, "the guest with number \(change.guest.id) is not the one that was meant",
            remedy: "choose another number, or let the commit adopt the guest", causes: [cause])
    }
}

extension Change {
    /// The mark that a change gives to the guest it makes.
    var newMark: Mark? {
        switch self {
        case .create(let creation): creation.mark
        case .clone(let cloning): cloning.mark
        default: nil
        }
    }

    /// The change as an infinitive: `start lxc 101 on pve1`.
    var attempt: String { "\(operation.rawValue) \(guest)" }
}
