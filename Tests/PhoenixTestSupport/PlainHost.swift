package import PhoenixModel
package import PhoenixPlanner

/// The plainest model of a host: each step does at once what it says. A second opinion on plans, that knows no Proxmox.
package struct PlainHost {
    package private(set) var state: ObservedState
    /// Whether the disks of linked clones show what they rest on.
    private let bindsClones: Bool

    package init(_ state: ObservedState, bindsClones: Bool = false) {
        self.state = state
        self.bindsClones = bindsClones
    }

    /// Does all steps in the plan's order.
    package mutating func perform(_ plan: Plan) {
        for step in plan.steps { perform(step) }
    }

    package mutating func perform(_ step: Step) {
        switch step.action {
        case .change(let submission): apply(submission.change)
        case .follow, .health: break
        case .answer: change(step.guest.id) { $0.receipts = $0.receipts ?? [] }
        case .feature(let feature): leave(.feature(feature.name), feature.digest, in: step.guest.id)
        case .application(let application):
            leave(.application(application.name), application.digest, in: step.guest.id)
        case .removeFeature(let removal):
            change(step.guest.id) { $0.receipts?.removeAll { $0.subject == .feature(removal.name) } }
            forget(.feature(removal.name), in: step.guest.id)
        }
    }

    /// Changes one guest by hand, as a person would.
    package mutating func change(_ guest: GuestID, _ body: (inout ObservedGuest) -> Void) {
        guard let place = state.guests.firstIndex(where: { $0.id == guest }) else { return }
        body(&state.guests[place])
    }

    /// Takes a guest away by hand.
    package mutating func remove(_ guest: GuestID) { state.guests.removeAll { $0.id == guest } }

    package func guest(_ id: GuestID) -> ObservedGuest? { state.guests.first { $0.id == id } }

    /// What is inside a guest, also while it is stopped: receipts by number of guest.
    private var interiors: [GuestID: [Receipt]] = [:]

    private mutating func apply(_ change: Change) {
        switch change {
        case .download(let download): fetch(download)
        case .create(let creation):
            add(
                ObservedGuest(
                    reference: creation.guest, mark: creation.mark, power: .stopped,
                    configuration: creation.configuration, isUnprivileged: creation.isUnprivileged), interior: [])
        case .clone(let cloning): clone(cloning)
        case .configure(let guest, let set, let unset):
            self.change(guest.id) { seen in
                for setting in set { seen.configuration.set(setting) }
                for key in unset { seen.configuration.unset(key) }
            }
        case .mark(let guest, let mark): self.change(guest.id) { $0.mark = mark }
        case .grow(let guest, let key, let size): grow(guest.id, key, size)
        case .start(let guest): power(guest.id, on: true)
        case .shutDown(let guest, _): power(guest.id, on: false)
        case .restart(let guest, _):
            power(guest.id, on: false)
            power(guest.id, on: true)
        case .snapshot(let guest, let name): self.change(guest.id) { $0.snapshots.append(name) }
        case .makeTemplate(let guest): self.change(guest.id) { $0.isTemplate = true }
        case .migrate(let guest, let node):
            self.change(guest.id) { $0.reference = GuestReference(id: guest.id, kind: guest.kind, node: node) }
        case .destroy(let guest):
            remove(guest.id)
            interiors[guest.id] = nil
        }
    }

    /// What lies on a shared storage is seen from every node.
    private mutating func fetch(_ download: Download) {
        guard let volume = ImageVolume(download.volume),
            let place = state.nodes.firstIndex(where: { $0.name == download.guest.node }),
            let storage = state.nodes[place].storages.first(where: { $0.name == volume.storage })
        else { return }
        for node in state.nodes.indices where node == place || storage.isShared {
            for index in state.nodes[node].storages.indices
            where state.nodes[node].storages[index].name == volume.storage {
                state.nodes[node].storages[index].images.append(download.volume)
            }
        }
    }

    private mutating func clone(_ cloning: Cloning) {
        guard let source = guest(cloning.source.id) else { return }
        var configuration = source.configuration
        configuration.set(.name(cloning.name))
        configuration.unset(.firewall)
        if case .full(let storage?) = cloning.mode, var disk = configuration.rootDisk {
            disk.storage = storage
            configuration.set(.rootDisk(disk))
        }
        for case .network(let index, var interface) in configuration.all {
            interface.hardwareAddress = nil
            configuration.set(.network(index: index, interface))
        }
        let isBound = bindsClones && cloning.mode == .linked
        let bases = isBound ? configuration.volumes.map { DiskBase(guest: source.id, storage: $0.storage) } : []
        add(
            ObservedGuest(
                reference: cloning.guest, mark: cloning.mark, power: .stopped, configuration: configuration,
                isUnprivileged: source.isUnprivileged, diskBases: bases), interior: interiors[source.id] ?? [])
    }

    private mutating func add(_ guest: ObservedGuest, interior: [Receipt]) {
        state.guests.append(guest)
        state.guests.sort { $0.id < $1.id }
        interiors[guest.id] = interior
    }

    private mutating func power(_ guest: GuestID, on: Bool) {
        let receipts = interiors[guest] ?? []
        change(guest) {
            $0.power = on ? .running : .stopped
            $0.receipts = on ? receipts : nil
            guard on else { return }
            for key in $0.pending.removed { $0.configuration.unset(key) }
            for setting in $0.pending.changed.all { $0.configuration.set(setting) }
            $0.pending = PendingSettings()
        }
    }

    private mutating func grow(_ guest: GuestID, _ key: SettingKey, _ size: Int) {
        change(guest) {
            switch $0.configuration[key] {
            case .rootDisk(var volume):
                volume.sizeGibibytes = size
                $0.configuration.set(.rootDisk(volume))
            case .volume(let index, var volume):
                volume.sizeGibibytes = size
                $0.configuration.set(.volume(index: index, volume))
            default: break
            }
        }
    }

    private mutating func leave(_ subject: ReceiptSubject, _ digest: Digest, in guest: GuestID) {
        forget(subject, in: guest)
        let receipt = Receipt(
            subject: subject, digest: digest, stage: .applied, commit: commit(), writtenAt: state.takenAt)
        interiors[guest, default: []].append(receipt)
        let all = interiors[guest]
        change(guest) { $0.receipts = all }
    }

    private mutating func forget(_ subject: ReceiptSubject, in guest: GuestID) {
        interiors[guest]?.removeAll { $0.subject == subject }
        let all = interiors[guest]
        change(guest) { if $0.receipts != nil { $0.receipts = all } }
    }
}
