package import PhoenixModel

extension Cluster {
    /// Starts a stopped guest; what hinders it is met by the task.
    package mutating func start(_ reference: GuestReference) throws(HostError) -> TaskID {
        let guest = try locate(reference)
        if guest.running != nil { throw HostError(.refused, "\(guest.title) already running") }
        try requireUnlocked(guest)
        return begin(.start, on: guest, milliseconds: timing[guest.startWork])
    }

    /// Shuts a running guest down, by force after the timeout; it answers no more from now on.
    package mutating func shutDown(_ reference: GuestReference, timeoutSeconds: Int) throws(HostError) -> TaskID {
        let guest = try locate(reference)
        if guest.running == nil { throw HostError(.refused, "\(guest.title) not running") }
        try requireUnlocked(guest)
        goDown(guest.id)
        let milliseconds = min(timing[guest.shutDownWork], timeoutSeconds * 1000)
        return begin(.shutDown, on: guest, milliseconds: milliseconds)
    }

    /// Shuts a running guest down and starts it again, with what was pending.
    package mutating func restart(_ reference: GuestReference, timeoutSeconds: Int) throws(HostError) -> TaskID {
        let guest = try locate(reference)
        if guest.running == nil { throw HostError(.refused, "VM \(guest.id) not running") }
        try requireUnlocked(guest)
        goDown(guest.id)
        let milliseconds = min(timing[guest.shutDownWork], timeoutSeconds * 1000) + timing[guest.startWork]
        return begin(.restart, on: guest, milliseconds: milliseconds)
    }

    private mutating func goDown(_ id: GuestID) {
        guests[id]?.running?.isGoingDown = true
        guests[id]?.runs.removeAll { !$0.isEnded }
    }

    /// Applies what was pending, checks what only a start checks, and lets the guest boot.
    mutating func boot(_ id: GuestID) throws(HostError) {
        guard guests[id]?.running == nil else {
            throw HostError(.refused, "\(guests[id]?.title ?? "") already running")
        }
        try applyPending(of: id)
        guard let guest = guests[id] else { return }
        try requireStartable(guest)
        let bootWork: Timing.Work = guest.kind == .container ? .boot : .bootMachine
        guests[id]?.running = Running(
            startedAt: now, answersAt: now.adding(milliseconds: Int64(timing[bootWork])),
            rawLines: guest.file.current.rawLines)
        guests[id]?.interior.boots += 1
        holdMappedDevices(of: guest)
    }

    /// Ends a guest's life at once: everything that ran in it is gone.
    mutating func stop(_ id: GuestID) {
        guard let guest = guests[id], guest.running != nil else { return }
        guests[id]?.running = nil
        guests[id]?.runs.removeAll { !$0.isEnded }
        for mapping in guest.mappedDevices where nodes[guest.node]?.mappedDeviceHolders[mapping] == id {
            nodes[guest.node]?.mappedDeviceHolders[mapping] = nil
        }
    }

    private func requireStartable(_ guest: Guest) throws(HostError) {
        if guest.file.isTemplate {
            let title = guest.kind == .container ? "CT" : "vm"
            throw HostError(.refused, "you can't start a \(title) if it's a template")
        }
        let node = try requireOnline(guest.node)
        for network in guest.file.current.indexed("net") {
            if let missing = missingBridge(network.key, network.value, on: guest.node) {
                throw HostError(.failed, "bridge '\(missing)' does not exist")
            }
        }
        for device in guest.file.current.indexed("dev") {
            try requireDevice(PropertyString(device.value, defaultKey: "path")["path"], on: guest.node)
        }
        for mapping in guest.mappedDevices {
            guard node.mappedDevices.contains(mapping) else {
                throw HostError(.failed, "PCI device mapping not found for '\(mapping)'")
            }
            if let holder = node.mappedDeviceHolders[mapping], holder != guest.id {
                throw HostError(.failed, "PCI device '\(mapping)' already in use by VMID '\(holder)'")
            }
        }
    }

    mutating func holdMappedDevices(of guest: Guest) {
        for mapping in guest.mappedDevices { nodes[guest.node]?.mappedDeviceHolders[mapping] = guest.id }
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
