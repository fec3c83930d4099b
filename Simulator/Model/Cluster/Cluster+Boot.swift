import PhoenixModel

extension Cluster {
    /// Applies what was pending, checks what only a start checks, and lets the guest boot.
    mutating func boot(_ id: GuestID) throws(HostError) {
        guard guests[id]?.running == nil else {
            throw HostError(.refused, "\(guests[id]?.title ?? "") already running")
        }
        try applyPending(of: id)
        guard let guest = guests[id] else { return }
        try requireStartable(guest)
        let bootWork: Timing.Work = guest.kind == .container ? .boot : .bootMachine
        let answersAt = now.adding(milliseconds: Int64(timing[bootWork]))
        latestBootEnd = max(latestBootEnd, answersAt)
        guests[id]?.running = Running(
            startedAt: now, answersAt: answersAt,
            rawLines: guest.file.current.rawLines)
        guests[id]?.interior.boots += 1
        // What lies there lies in memory.
        guests[id]?.interior.files = guest.interior.files.filter { !$0.key.hasPrefix("/run/") }
        holdMappedDevices(of: guest)
    }

    /// Ends a guest's life at once: everything that ran in it is gone.
    mutating func halt(_ id: GuestID) {
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
