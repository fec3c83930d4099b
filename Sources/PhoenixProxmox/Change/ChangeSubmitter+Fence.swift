import PhoenixModel

/// Is the guest there the one that is meant? Asked before every write, as numbers are given out again.
extension ChangeSubmitter {
    /// The configuration of the guest that is to be changed; nil if there is none of that number. Throws `fenced` if it is
    /// another one, `conflict` if it moved, and `locked` if somebody else works on it.
    func fenced(_ submission: Submission) async throws(Failure) -> GuestConfig? {
        let change = submission.change
        let config = try await config(of: change.guest, for: change)
        guard let config else {
            try await requireNowhere(change)
            return nil
        }
        try submission.require(config)
        known.keep(config, of: change.guest)
        return config
    }

    /// The same for a change that cannot do without the guest.
    func present(_ submission: Submission) async throws(Failure) -> GuestConfig {
        guard let config = try await fenced(submission) else {
            throw Failure(
                .notFound, "the host did not \(submission.change.attempt): there is no such guest",
                remedy: "nothing: the host is looked at again", disposition: .retry)
        }
        return config
    }

    /// Throws if a guest of that number is in another place of the cluster.
    private func requireNowhere(_ change: Change) async throws(Failure) {
        guard let place = try await place(of: change.guest.id, for: change), place != change.guest else { return }
        throw Failure(
            .conflict, "the host did not \(change.attempt): guest \(change.guest.id) is now \(place)",
            remedy: "nothing: the host is looked at again", disposition: .retry)
    }

    /// Where a number is in use; nil if nowhere.
    private func place(of id: GuestID, for change: Change) async throws(Failure) -> GuestReference? {
        let endpoint = Endpoint<[ResourceRow]>(.get, "/cluster/resources", ["type": "vm"])
        let rows = try await server.answer(endpoint, while: change.attempt)
        return rows.lazy.compactMap(\.guest).first { $0.id == id }
    }

    /// Makes a guest; a number that is in use by the very guest that is to be made says that it was made before.
    func make(_ request: ProxmoxRequest, _ submission: Submission) async throws(Failure) -> Acceptance {
        do throws(Failure) {
            return try await send(request, for: submission.change)
        } catch {
            guard error.code == .alreadyExists else { throw error }
            return try await acceptance(ofOccupied: submission, error)
        }
    }

    private func acceptance(
        ofOccupied submission: Submission, _ refusal: Failure
    ) async throws(Failure) -> Acceptance {
        let change = submission.change
        guard let made = change.newMark,
            let config = try await config(of: change.guest, for: change)
        else { throw submission.fencedFailure(refusal.message) }
        // A copy begins without any description, so a guest that is just being made may still become ours.
        if let lock = config.lock, config.mark == nil { throw Failure.locked(by: lock, change) }
        guard let mark = config.mark, mark.names(sameGuestAs: made) else {
            throw submission.fencedFailure(refusal.message)
        }
        // One of our own makes it under the same claim, so whoever made this one is another.
        guard mark.claim == made.claim else { throw submission.overtakenFailure(mark) }
        if let lock = config.lock { throw Failure.locked(by: lock, change) }
        return .done
    }
}

extension Submission {
    /// Throws unless the guest with this configuration may be changed by this submission.
    func require(_ config: GuestConfig) throws(Failure) {
        if !isWritten(in: config) { try requireFence(config.mark) }
        if let lock = config.lock { throw Failure.locked(by: lock, change) }
    }

    /// Whether the mark that is to be written stands there: what is sent twice finds it so.
    private func isWritten(in config: GuestConfig) -> Bool {
        if case .mark(_, let mark) = change { config.mark == mark } else { false }
    }

    private func requireFence(_ mark: Mark?) throws(Failure) {
        switch fence {
        case .vacant, .untouched: break
        case .marked(let fleet, let number, let claim):
            let mark = try require(mark, naming: Mark(fleet: fleet, guest: number))
            if mark.claim != claim { throw overtakenFailure(mark) }
        case .unchanged(let seen):
            let mark = try require(mark, naming: seen)
            if mark != seen { throw overtakenFailure(mark) }
        case .adopting:
            guard let mark else { break }
            guard case .mark(_, let new) = change, mark.names(sameGuestAs: new) else {
                throw fencedFailure("guest \(change.guest.id) carries the mark of \(mark.fleet) \(mark.guest)")
            }
            throw overtakenFailure(mark)
        }
    }

    private func require(_ mark: Mark?, naming meant: Mark) throws(Failure) -> Mark {
        guard let mark, mark.names(sameGuestAs: meant) else {
            throw fencedFailure("guest \(change.guest.id) does not carry the mark of \(meant.fleet) \(meant.guest)")
        }
        return mark
    }

    fileprivate func overtakenFailure(_ mark: Mark) -> Failure {
        let message =
            if let claim = mark.claim {
                "the host did not \(change.attempt): Phoenix \(claim.writer) has claimed it until \(claim.until)"
            } else {
                "the host did not \(change.attempt): somebody has changed its mark since it was looked at"
            }
        return Failure(.overtaken, message, remedy: "nothing: the host is looked at again")
    }

    fileprivate func fencedFailure(_ cause: String) -> Failure {
        Failure(
            .fenced, "the guest with number \(change.guest.id) is not the one that was meant",
            remedy: "choose another number, or let the commit adopt the guest", causes: [cause])
    }
}

extension Failure {
    fileprivate static func locked(by lock: String, _ change: Change) -> Failure {
        let refusal = Refusal(status: 500, message: "\(change.guest) is locked (\(lock))")
        return Failure(.refused(refusal), of: ProxmoxRequest(.get, change.guest.path()), while: change.attempt)
    }
}

extension ResourceRow {
    /// The place of the guest that it tells of.
    var guest: GuestReference? {
        let kinds: [String: GuestKind] = ["lxc": .container, "qemu": .machine]
        guard let kind = kinds[type], let id = vmid.flatMap({ GuestID($0.value) }), let node else { return nil }
        return GuestReference(id: id, kind: kind, node: NodeName(node))
    }
}
