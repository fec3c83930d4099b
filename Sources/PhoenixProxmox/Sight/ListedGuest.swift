import PhoenixModel

/// A guest as lists tell of it, before its configuration is read.
struct ListedGuest: Hashable, Sendable {
    let reference: GuestReference
    let power: ObservedGuest.Power
    let name: String?
    let isTemplate: Bool
    let lock: String?
    let tags: String
    let memoryMebibytes: Int?

    /// Whether it carries Phoenix's tag, so that its mark is worth reading.
    var isTagged: Bool { GuestRow.isTagged(tags) }

    /// As much as can be said of it without its configuration.
    var sight: ObservedGuest {
        var configuration = Configuration()
        if let name { configuration.set(.name(name)) }
        if let memoryMebibytes { configuration.set(.memory(mebibytes: memoryMebibytes)) }
        return ObservedGuest(
            reference: reference, mark: nil, power: power, isTemplate: isTemplate, lock: lock,
            configuration: configuration)
    }
}

extension NodeReader {
    /// Every guest of the cluster, ascending by number: as its own node tells, or, if that is silent, as the others remember it.
    var guests: [ListedGuest] {
        var guests: [GuestID: ListedGuest] = [:]
        for (node, answers) in answers.sorted(by: { $0.key < $1.key }) {
            for row in answers.containers { add(row, .container, node, to: &guests) }
            for row in answers.machines { add(row, .machine, node, to: &guests) }
        }
        for row in resources {
            guard let guest = remembered(row), guests[guest.reference.id] == nil else { continue }
            guests[guest.reference.id] = guest
        }
        return guests.values.sorted { $0.reference.id < $1.reference.id }
    }

    /// The tasks at work on every node that answers.
    var runningTasks: [RunningTask] {
        let tasks = answers.values.flatMap(\.tasks).filter(\.isRunning).compactMap { row in
            TaskIdentity(TaskID(row.upid)).map { (id: TaskID(row.upid), identity: $0) }
        }
        let guests = guests
        let busy = Set(tasks.filter { $0.identity.operation != .clone }.compactMap(\.identity.guest))
        return tasks.flatMap { task in
            worked(on: task.identity, guests, busy: busy).map { guest in
                RunningTask(
                    id: task.id, node: task.identity.node, guest: guest, operation: task.identity.operation,
                    fileName: task.identity.fileName)
            }
        }.sorted { $0.id < $1.id }
    }

    /// The guests that a task works on; a clone's is nowhere named (behaviour 5.1). It is one of those that are locked as half
    /// made and that no other task works on: each of them waits for each clone. The source waits while it is locked.
    private func worked(on task: TaskIdentity, _ guests: [ListedGuest], busy: Set<GuestID>) -> [GuestID?] {
        guard task.operation == .clone else { return [task.guest] }
        let found = guests.filter { guest in
            let isHalfMade = guest.lock.map(Self.locksOfCopies.contains) ?? false
            return isHalfMade && !busy.contains(guest.reference.id)
                || guest.lock != nil && guest.reference.id == task.guest
        }
        return found.isEmpty ? [nil] : found.map(\.reference.id)
    }

    /// Of a container and of a machine that is being copied (behaviour 6.3).
    private static let locksOfCopies: Set<String> = ["create", "clone"]

    private func add(_ row: GuestRow, _ kind: GuestKind, _ node: NodeName, to guests: inout [GuestID: ListedGuest]) {
        guard let id = GuestID(row.vmid.value) else { return }
        guests[id] = ListedGuest(
            reference: GuestReference(id: id, kind: kind, node: node),
            power: row.status == "running" ? .running : .stopped, name: row.name,
            isTemplate: row.template?.value ?? false, lock: row.lock, tags: row.tags ?? "",
            memoryMebibytes: row.maxmem.map { $0.value / Self.bytesPerMebibyte })
    }

    /// A guest that its own node does not tell of: the node is silent, or the guest went away or moved just now.
    private func remembered(_ row: ResourceRow) -> ListedGuest? {
        guard let reference = row.guest else { return nil }
        return ListedGuest(
            reference: reference, power: .unknown, name: row.name,
            isTemplate: row.template?.value ?? false, lock: nil, tags: row.tags ?? "",
            memoryMebibytes: row.maxmem.map { $0.value / Self.bytesPerMebibyte })
    }
}
