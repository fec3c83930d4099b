package import PhoenixModel

extension Cluster {
    /// Adds a fault while the cluster is at work.
    package mutating func add(_ fault: Fault) {
        faults.append(fault)
    }

    /// Takes all faults away, with their counts.
    package mutating func removeFaults() {
        faults = []
        previousSight = nil
    }

    /// Counts one call; answers the first fault that strikes.
    package mutating func strike(_ operation: Fault.Operation, guest: GuestID?) -> Fault? {
        for index in faults.indices where faults[index].matches(operation, guest: guest) {
            if faults[index].trigger.strikes(random: &random) { return faults[index] }
        }
        return nil
    }

    /// Whether reads can change anything: then they are worth remembering.
    package var hasFaults: Bool { !faults.isEmpty }

    /// Whether an earlier sight may be asked for.
    package var canReadStale: Bool { faults.contains { $0.kind == .staleRead } }

    /// What a person does just before a call, for the faults that say so; nobody is told if it cannot be done.
    package mutating func interfere(_ kind: Fault.Kind, with id: GuestID) {
        let action: HumanAction
        switch kind {
        case .guestMoved(let node): action = .move(id, to: node)
        case .guestDeleted: action = .delete(id)
        case .guestChanged(let setting): action = .configure(id, set: [setting], unset: [])
        case .guestLocked(let reason): action = .lock(id, reason: reason)
        default: return
        }
        do throws(HostError) {
            try perform(action)
        } catch {
            complain("before a call at \(now): \(error.text)")
        }
    }
}

extension Fault {
    func matches(_ operation: Operation, guest: GuestID?) -> Bool {
        // A look at everything is a look at every guest.
        (self.operation == nil || self.operation == operation) && kind.concerns(operation)
            && (self.guest == nil || self.guest == guest || operation == .observe)
    }
}

extension Fault.Kind {
    /// Whether it can strike such a call at all.
    package func concerns(_ operation: Fault.Operation) -> Bool {
        switch (self, operation) {
        // These two changes are done when they are answered, and not in a task.
        case (.taskWarnings, .change(.configure)), (.taskWarnings, .change(.mark)): false
        case (.taskWarnings, .change), (.quorumLost, .change): true
        case (.taskWarnings, _), (.quorumLost, _): false
        default: true
        }
    }

    /// The answer of a call that a fault keeps from taking effect; nil for faults of another nature.
    func failure(while attempt: String, on guest: GuestReference?) -> Failure? {
        self == .lostBeforeEffect ? .lost(attempt) : refusal(on: guest).map { Failure($0, while: attempt) }
    }

    /// Proxmox's own refusal, for faults that keep a call from taking effect; nil for faults of another nature.
    package func refusal(on guest: GuestReference?) -> HostError? {
        switch self {
        case .refused: HostError(.refused, "Parameter verification failed.")
        case .lockTimeout:
            HostError(.locked, guest.map(Cluster.lockTimeoutText) ?? "cfs-lock error: got lock request timeout")
        case .forbidden: HostError(.forbidden, "Permission check failed")
        case .nodeOffline: HostError(.nodeOffline, "No route to host")
        case .quorumLost: HostError(.failed, "cluster not ready - no quorum?")
        case .lostBeforeEffect, .lostAfterEffect, .taskError, .taskVanishes, .storageFull, .slow, .staleRead,
            .taskWarnings, .guestMoved, .guestDeleted, .guestChanged, .guestLocked:
            nil
        }
    }

    /// What a change that makes no task answers at once instead of failing in one; nil for faults of another nature.
    package func immediateRefusal(of operation: Fault.Operation) -> HostError? {
        guard operation == .change(.configure) || operation == .change(.mark) else { return nil }
        return switch self {
        case .taskError, .taskVanishes: HostError(.failed, "unable to write configuration")
        case .storageFull: HostError(.noSpace, "No space left on device")
        default: nil
        }
    }
}
