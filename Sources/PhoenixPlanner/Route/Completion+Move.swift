import PhoenixModel

/// Guests whose node the commit names.
extension Completion {
    /// Moves the guest to the node that the commit names, if that is a new wish.
    ///
    /// A guest that somebody moved after it was completed is left where it is: a cluster moves guests for good reasons,
    /// such as a node in maintenance, and would move them again.
    mutating func move() {
        let here = outlook.reference.node
        guard let wished = guest.node, wished != here else { return }
        guard isNewWish else {
            notes.append(.elsewhere(wished: wished, because: "somebody moved it, and it is left there"))
            return
        }
        let isInterrupted = guest.kind == .container && outlook.isRunning
        guard !isInterrupted || allowsRestart else {
            conditions.append(
                .elsewhere(wished: wished, because: "moving it stops it, which \"restart\" does not allow now"))
            return
        }
        then("migrate", .migrate(outlook.reference, to: wished), "the commit names node \(wished)", leaving: .created)
        outlook.reference = GuestReference(id: guest.id, kind: guest.kind, node: wished)
        guard isInterrupted else { return }
        outlook.pendingKeys = []
        outlook.answers = false
        needsProof = true
    }
}

/// Why a guest cannot be moved to the node that the commit names; nil if it can, or need not be.
func moveObstacle(_ guest: DesiredGuest, _ outlook: Outlook, in draft: PlanDraft) -> Obstacle? {
    guard let wished = guest.node, isMoveDue(guest, outlook) else { return nil }
    let room = draft.room
    func isShared(_ storage: StorageName) -> Bool { room.storage(storage, on: wished)?.isShared == true }
    var needed: [StorageName: Int] = [:]
    for volume in outlook.configuration.volumes where !isShared(volume.storage) {
        needed[volume.storage, default: 0] += volume.sizeGibibytes
    }
    return room.obstacle(to: guest.configuration.all, kind: guest.kind, newGibibytes: needed, on: wished)
        ?? draft.linkedClones.obstacle(toMoving: outlook.reference, isShared: isShared)
}
