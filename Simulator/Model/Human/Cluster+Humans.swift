package import PhoenixModel

extension Cluster {
    /// Lets a person do something at a later time.
    package mutating func schedule(_ action: HumanAction, at instant: Instant) {
        agenda.add(.human(action), at: instant)
    }

    /// Lets a person do something now; it takes no time and asks no lock.
    package mutating func perform(_ action: HumanAction) throws(HostError) {
        switch action {
        case .configure(let id, let set, let unset):
            let guest = try requireGuest(id)
            try configure(guest.reference, try SettingWriter(guest).edit(setting: set, unsetting: unset))
        case .powerOn(let id):
            if try requireGuest(id).running == nil { try boot(id) }
        case .powerOff(let id):
            _ = try requireGuest(id)
            halt(id)
        case .delete(let id):
            _ = try requireGuest(id)
            removeGuest(id)
        case .move(let id, let node):
            try move(id, to: node)
        case .takeNumber(let id, let kind, let node, let name):
            try takeNumber(GuestReference(id: id, kind: kind, node: node), name: name)
        case .rollback(let id, let snapshot):
            _ = try requireGuest(id)
            halt(id)
            try finishRollback(snapshot, of: id, starts: false)
        case .disconnectNode, .crashNode, .bringNodeOnline:
            try performOnNode(action)
        case .lock, .unlock, .removeMark, .removeTag, .writeFile, .deleteFile:
            try performOnFiles(action)
        }
    }

    private mutating func performOnFiles(_ action: HumanAction) throws(HostError) {
        switch action {
        case .lock(let id, let reason):
            _ = try requireGuest(id)
            guests[id]?.file.lock = reason
        case .unlock(let id):
            _ = try requireGuest(id)
            guests[id]?.file.lock = nil
        case .removeMark(let id):
            _ = try requireGuest(id)
            guests[id]?.file.current.description = nil
            removeTag(MarkText.tag, from: id)
        case .removeTag(let id, let tag):
            _ = try requireGuest(id)
            removeTag(tag, from: id)
        case .writeFile(let id, let path, let text):
            _ = try requireGuest(id)
            guests[id]?.interior.files[path] = text
        case .deleteFile(let id, let path):
            guard try requireGuest(id).interior.files[path] != nil else {
                throw HostError(.missing, "\(path) does not exist in guest \(id)")
            }
            guests[id]?.interior.files[path] = nil
        default: break  // the others are no matter of files
        }
    }

    private mutating func performOnNode(_ action: HumanAction) throws(HostError) {
        switch action {
        case .disconnectNode(let name):
            _ = try requireNode(name)
            nodes[name]?.isOnline = false
        case .crashNode(let name):
            _ = try requireNode(name)
            crash(name)
        case .bringNodeOnline(let name):
            _ = try requireNode(name)
            nodes[name]?.isOnline = true
            if !datacenter.highAvailability.resources.sections.isEmpty { scheduleRound() }
            try startAtBoot(on: name)
        default: break  // the others are no matter of nodes
        }
    }

    private mutating func crash(_ name: NodeName) {
        nodes[name]?.isOnline = false
        for task in tasks.allWorking where task.node == name {
            if let id = task.guest, guests[id]?.workingTask == task.id { guests[id]?.workingTask = nil }
            if task.work?.remainder == nil {
                tasks.end(task.id, at: now, .failed(HostError(.vanished, "unexpected status")))
            } else {
                tasks.forget(task.id)
            }
        }
        for guest in guestsByNumber where guest.node == name { halt(guest.id) }
        nodes[name]?.lostPower = true
    }

    /// A node that lost power starts its guests that are marked for it, in ascending order of number.
    private mutating func startAtBoot(on name: NodeName) throws(HostError) {
        guard nodes[name]?.lostPower == true else { return }
        nodes[name]?.lostPower = false
        nodes[name]?.bootedAt = now
        for guest in guestsByNumber where guest.node == name && guest.file.lock == nil && !guest.file.isTemplate {
            if guest.running == nil, guest.file.current["onboot"].map(ConfigurationText.isTrue) == true {
                try boot(guest.id)
            }
        }
    }

    private mutating func move(_ id: GuestID, to node: NodeName) throws(HostError) {
        let guest = try requireGuest(id)
        _ = try requireNode(node)
        let wasRunning = guest.running != nil
        halt(id)
        moveGuest(id, to: node)
        if wasRunning { try boot(id) }
    }

    private mutating func takeNumber(_ reference: GuestReference, name: String) throws(HostError) {
        try requireVacant(reference)
        _ = try requireNode(reference.node)
        let key = reference.kind == .container ? "hostname" : "name"
        let values = [key: name, "memory": "512", "cores": "1"]
        let file = GuestFile(kind: reference.kind, current: GuestSection(values: values))
        guests[reference.id] = Guest(id: reference.id, node: reference.node, file: file, volumes: [])
    }

    private mutating func removeTag(_ tag: String, from id: GuestID) {
        let tags = ConfigurationText.list(guests[id]?.file.current["tags"] ?? "").filter { $0 != tag }
        guests[id]?.file.current["tags"] = tags.isEmpty ? nil : tags.joined(separator: ";")
    }

    private func requireGuest(_ id: GuestID) throws(HostError) -> Guest {
        guard let guest = guests[id] else { throw HostError(.missing, "guest \(id) does not exist") }
        return guest
    }

    private func requireNode(_ name: NodeName) throws(HostError) -> Node {
        guard let node = nodes[name] else { throw HostError(.missing, "node '\(name)' does not exist") }
        return node
    }
}
