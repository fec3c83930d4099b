package import PhoenixModel

extension Cluster {
    /// Starts a guest. That a container runs already is told at once; all else that hinders it is met by the task.
    package mutating func start(_ reference: GuestReference) throws(HostError) -> TaskID {
        try requireOnline(reference.node)
        guard let guest = guest(at: reference) else { return beginOnMissing(.start, reference) }
        if guest.kind == .container, guest.running != nil {
            throw HostError(.refused, "\(guest.title) already running")
        }
        if isManaged(guest) { return requestStart(of: guest) }
        let failure = lockFailure(of: guest, ignoring: ["mounted"]) ?? runningFailure(of: guest)
        return begin(.start, on: guest, milliseconds: timing[guest.startWork], failure: failure)
    }

    /// Starts a guest that was just made, by a task of its own.
    mutating func startMade(_ id: GuestID) {
        guard let guest = guests[id] else { return }
        _ = begin(.start, on: guest, milliseconds: timing[guest.startWork])
    }

    /// Shuts a guest down; it answers no more from now on. What does not stop within the timeout is killed if
    /// `kills`, and otherwise goes on.
    package mutating func shutDown(
        _ reference: GuestReference, timeoutSeconds: Int, kills: Bool = true
    ) throws(HostError) -> TaskID {
        guard let guest = try guestToStop(reference) else { return beginOnMissing(.shutDown, reference) }
        if isManaged(guest) { return requestStop(of: guest) }
        var failure = lockFailure(of: guest, ignoring: ["mounted"])
        if failure == nil, guest.running?.isPaused == true {
            failure = HostError(.refused, "VM is paused - cannot shutdown")
        }
        let needed = timing[guest.shutDownWork]
        if failure == nil, !kills, needed > timeoutSeconds * 1000 {
            failure = HostError(.failed, Self.shutDownTimeoutText(guest.kind))
        }
        if failure == nil { goDown(guest.id) }
        return begin(.shutDown, on: guest, milliseconds: min(needed, timeoutSeconds * 1000), failure: failure)
    }

    /// Ends a guest's life at once; `overrulesShutDown` ends a shutdown that is at work first.
    package mutating func stop(
        _ reference: GuestReference, overrulesShutDown: Bool = false
    ) throws(HostError) -> TaskID {
        guard let guest = try guestToStop(reference) else { return beginOnMissing(.stop, reference) }
        if isManaged(guest) { return requestStop(of: guest) }
        if overrulesShutDown, let task = guest.workingTask, tasks[task]?.work?.job == .shutDown { abort(task) }
        let failure = lockFailure(of: guest, ignoring: ["mounted"])
        return begin(.stop, on: guests[guest.id] ?? guest, milliseconds: timing[.stop], failure: failure)
    }

    /// Shuts a running guest down and starts it again, with what was pending.
    package mutating func restart(_ reference: GuestReference, timeoutSeconds: Int) throws(HostError) -> TaskID {
        let guest = try requireRunning(reference)
        let failure = lockFailure(of: guest)
        if failure == nil { goDown(guest.id) }
        let milliseconds = min(timing[guest.shutDownWork], timeoutSeconds * 1000) + timing[guest.startWork]
        return begin(.restart, on: guest, milliseconds: milliseconds, failure: failure)
    }

    /// Resets a running machine: everything in it is gone, and it boots.
    package mutating func reset(_ reference: GuestReference) throws(HostError) -> TaskID {
        let guest = try requireRunning(reference)
        return begin(.reset, on: guest, milliseconds: timing[.stop], failure: lockFailure(of: guest))
    }

    /// Pauses a running machine.
    package mutating func pause(_ reference: GuestReference) throws(HostError) -> TaskID {
        let guest = try requireRunning(reference)
        return begin(.pause, on: guest, milliseconds: timing[.stop], failure: lockFailure(of: guest))
    }

    /// Lets a paused machine go on.
    package mutating func resume(_ reference: GuestReference) throws(HostError) -> TaskID {
        let guest = try requireRunning(reference)
        return begin(.resume, on: guest, milliseconds: timing[.stop], failure: lockFailure(of: guest))
    }

    /// The guest, or nil for a machine that is not there: its task will say so.
    private func guestToStop(_ reference: GuestReference) throws(HostError) -> Guest? {
        try requireOnline(reference.node)
        let guest = guest(at: reference)
        if reference.kind == .container, guest?.running == nil {
            throw HostError(.refused, "CT \(reference.id) not running")
        }
        return guest
    }

    /// Both kinds are called a VM in this message.
    private func requireRunning(_ reference: GuestReference) throws(HostError) -> Guest {
        try requireOnline(reference.node)
        guard let guest = guest(at: reference), guest.running != nil else {
            throw HostError(.refused, "VM \(reference.id) not running")
        }
        return guest
    }

    private func runningFailure(of guest: Guest) -> HostError? {
        guest.running == nil ? nil : HostError(.refused, "\(guest.title) already running")
    }

    private static func shutDownTimeoutText(_ kind: GuestKind) -> String {
        kind == .container ? "container did not stop" : "VM quit/powerdown failed - got timeout"
    }

    private mutating func goDown(_ id: GuestID) {
        guests[id]?.running?.isGoingDown = true
        guests[id]?.runs.removeAll { !$0.isEnded }
    }
}

extension Guest {
    var startWork: Timing.Work { kind == .container ? .start : .startMachine }

    var shutDownWork: Timing.Work { kind == .container ? .shutDown : .shutDownMachine }

    /// The mapped PCI devices that its file asks for.
    var mappedDevices: [String] {
        file.current.indexed("hostpci").compactMap { PropertyString($0.value)["mapping"] }
    }
}
