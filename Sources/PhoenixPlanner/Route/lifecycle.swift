import PhoenixModel

/// Where a guest stands, by what is seen of it.
func lifecycle(of guest: DesiredGuest, _ outlook: Outlook, _ found: [Difference]) -> Lifecycle {
    let actionable = found.contains { if case .never = $0.effect { false } else { true } }
    if actionable || isRestartDue(guest, outlook) || isMoveDue(guest, outlook) { return .created }
    let missing = due(guest, outlook)
    if outlook.isTemplate { return guest.outcome == .template && missing.isEmpty ? .completed : .created }
    if guest.outcome == .template { return missing.isEmpty ? .customizing : outlook.isRunning ? .running : .configured }
    guard outlook.isRunning else { return .configured }
    guard missing.isEmpty else {
        let isUnderway = !outlook.begun.isEmpty || guest.features.contains { outlook.applied[.feature($0.name)] != nil }
        return isUnderway ? .customizing : .running
    }
    return outlook.mark.completedWish == wishFingerprint(of: guest) && lacksNoSnapshot(guest, outlook)
        ? .completed : .customizing
}

/// The features and the application that are missing inside or out of date, in the order in which they are applied.
func due(_ guest: DesiredGuest, _ outlook: Outlook) -> [ReceiptSubject] {
    var subjects = guest.features.filter { outlook.applied[.feature($0.name)] != $0.digest }
        .map { ReceiptSubject.feature($0.name) }
    if let application = guest.application, outlook.applied[.application(application.name)] != application.digest {
        subjects.append(.application(application.name))
    }
    return subjects
}

/// Whether wished settings wait for a restart of the running guest.
func isRestartDue(_ guest: DesiredGuest, _ outlook: Outlook) -> Bool {
    outlook.isRunning && outlook.pendingKeys.contains { !guest.rules.ignoredSettings.contains($0) }
}

/// Whether a new commit names another node than the guest is on.
func isMoveDue(_ guest: DesiredGuest, _ outlook: Outlook) -> Bool {
    guard let node = guest.node, node != outlook.reference.node else { return false }
    return outlook.mark.completedWish != wishFingerprint(of: guest)
}

private func lacksNoSnapshot(_ guest: DesiredGuest, _ outlook: Outlook) -> Bool {
    if case .runningWithSnapshot(let name) = guest.outcome { return outlook.snapshots.contains(name) }
    return true
}
