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

    /// Counts one call; answers the first fault that strikes. What a person does then is done.
    ///
    /// - Parameter source: the guest that a clone is made of: there is no other yet that anybody could lay hands on.
    package mutating func strike(
        _ operation: Fault.Operation, guest: GuestID?, copying source: GuestID? = nil
    ) -> Fault? {
        for index in faults.indices where faults[index].matches(operation, guest: guest) {
            let touched = faults[index].kind == .numberTaken ? guest : source ?? faults[index].guest ?? guest
            guard canInterfere(faults[index].kind, with: touched) else { continue }
            guard faults[index].trigger.strikes(random: &random) else { continue }
            let fault = faults[index]
            if let touched { interfere(fault.kind, with: touched) }
            return fault
        }
        return nil
    }

    /// Lets the host forget a task.
    package mutating func forget(_ id: TaskID, leaving remainder: Fault.Remainder) {
        if tasks[id]?.work == nil {
            tasks.forget(id)
        } else {
            tasks.update(id) { $0.remainder = remainder }
        }
    }

    /// The guest that a task works on; nil if it works on none, or on one that is not there.
    package func guest(ofTask task: TaskID) -> GuestReference? {
        tasks[task]?.guest.flatMap { guests[$0]?.reference }
    }

    /// Whether reads can change anything: then they are worth remembering.
    package var hasFaults: Bool { !faults.isEmpty }

    /// Whether an earlier sight may be asked for.
    package var canReadStale: Bool { faults.contains { $0.kind == .staleRead } }

    /// Whether a person could do now what the fault says; true for faults of another nature.
    ///
    /// While a worker holds a guest, a person waits as everybody does.
    private func canInterfere(_ kind: Fault.Kind, with id: GuestID?) -> Bool {
        guard kind.isByPerson else { return true }
        guard let id else { return false }
        guard let guest = guests[id] else { return kind == .numberTaken }
        return switch kind {
        case .numberTaken: false
        case .guestMoved(let node): guest.workingTask == nil && guest.node != node && nodes[node] != nil
        case .guestLocked: guest.workingTask == nil && guest.file.lock == nil
        default: guest.workingTask == nil
        }
    }

    /// What a person does just before a call, for the faults that say so; nobody is told if it cannot be done.
    private mutating func interfere(_ kind: Fault.Kind, with id: GuestID) {
        let action: HumanAction
        switch kind {
        case .guestMoved(let node): action = .move(id, to: node)
        case .guestDeleted: action = .delete(id)
        case .guestChanged(let setting): action = .configure(id, set: [setting], unset: [])
        case .guestLocked(let reason): action = .lock(id, reason: reason)
        case .numberTaken:
            guard let node = nodes.keys.min() else { return }
            action = .takeNumber(id, kind: .machine, node: node, name: "mine")
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
        case (.staleRead, .observe), (.staleRead, .lookAtTask), (.staleRead, .lookAtRun): true
        case (.staleRead, _): false
        // A look at everything is no task, and to look needs no room.
        case (.taskError, .observe), (.taskVanishes, .observe): false
        case (.storageFull, .observe), (.storageFull, .lookAtTask), (.storageFull, .lookAtRun): false
        case (.storageFull, .command(.answer)), (.storageFull, .command(.readReceipts)): false
        case (.numberTaken, .change(.create)), (.numberTaken, .change(.clone)): true
        case (.numberTaken, _): false
        // The guest is not there yet, so nobody can lay hands on it.
        case (_, .change(.create)), (_, .change(.download)): !isByPerson
        default: true
        }
    }

    /// Whether it is something that a person does to a guest.
    package var isByPerson: Bool {
        switch self {
        case .guestMoved, .guestDeleted, .guestChanged, .guestLocked, .numberTaken: true
        default: false
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
            .taskWarnings, .guestMoved, .guestDeleted, .guestChanged, .guestLocked, .numberTaken:
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
