import PhoenixModel

/// The single steps of a completion, each with what it does to the outlook.
extension Completion {
    mutating func restartIfNeeded(_ found: [Difference]) {
        guard outlook.isRunning else { return }
        let waiting = Set(found.filter { $0.effect == .restart }.map(\.key))
            .union(outlook.pendingKeys.filter { !guest.rules.ignoredSettings.contains($0) })
        guard !waiting.isEmpty else { return }
        let names = waiting.sorted().map(\.description).joined(separator: ", ")
        guard allowsRestart else {
            conditions.append(.restartNeeded(for: waiting.sorted().map(\.description)))
            return
        }
        restart("restart", because: "\(names) take effect with a restart")
    }

    mutating func restart(_ what: String, because reason: String) {
        then(
            what, .restart(outlook.reference, timeoutSeconds: shutDownTimeoutSeconds), reason, leaving: .created)
        outlook.pendingKeys = []
        outlook.answers = false
        needsProof = true
    }

    mutating func startIfStopped() {
        guard !outlook.isRunning else { return }
        then("start", .start(outlook.reference), "it is stopped", leaving: .configured)
        outlook.isRunning = true
        outlook.answers = false
        needsProof = true
    }

    mutating func awaitAnswer() {
        guard !outlook.answers else { return }
        let count = route.steps.count { if case .answer = $0.action { true } else { false } }
        then(
            count == 0 ? "answer" : "answer/\(count + 1)", .answer(timeoutSeconds: answerTimeoutSeconds),
            "nothing can be done inside before it answers", leaving: .configured)
        outlook.answers = true
    }

    /// A guest that was never completed serves nobody yet and may be restarted; any other only if its rule allows it.
    func isAllowed(_ feature: FeatureRequest) -> Bool {
        !feature.needsRestart || allowsRestart || outlook.mark.completedWish == nil
    }

    mutating func apply(_ feature: FeatureRequest) {
        let old = outlook.applied[.feature(feature.name)]
        let reason =
            if old != nil {
                "its scripts, manifest or parameters changed"
            } else if let wanted = feature.addedFor {
                "\(wanted) requires it"
            } else {
                "it is not installed"
            }
        then("feature/\(feature.name)", .feature(feature), reason, leaving: .running)
        outlook.applied[.feature(feature.name)] = feature.digest
        needsProof = true
        if feature.needsRestart {
            restart("restart/\(feature.name)", because: "feature \(feature.name) asks for a restart")
            awaitAnswer()
        }
    }

    mutating func snapshot(_ name: SnapshotName, because reason: String, leaving state: Lifecycle) {
        guard !outlook.snapshots.contains(name) else { return }
        then("snapshot/\(name)", .snapshot(outlook.reference, name), reason, leaving: state)
        outlook.snapshots.append(name)
    }

    mutating func writeMark() {
        var mark = outlook.mark
        mark.isProtected = guest.rules.isProtected
        mark.completedWish = wish
        // What was removed by this plan, or by one that did not come to its mark.
        mark.applied = mark.applied.filter { outlook.applied[$0.key] != nil }
        for feature in guest.features { mark.applied[.feature(feature.name)] = feature.digest }
        if let application = guest.application { mark.applied[.application(application.name)] = application.digest }
        guard mark != outlook.mark else { return }
        then(
            "mark", .mark(outlook.reference, mark), "what was applied travels with the guest", leaving: .customizing)
        outlook.mark = mark
    }

    mutating func then(_ what: String, _ change: Change, _ reason: String, leaving state: Lifecycle) {
        route.then(what, change: change, fence: fence, because: reason, leaving: state)
    }

    mutating func then(_ what: String, _ action: StepAction, _ reason: String, leaving state: Lifecycle) {
        route.then(what, at: outlook.reference, action, because: reason, leaving: state)
    }
}
