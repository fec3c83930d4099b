import PhoenixModel

/// Adds the steps that lead one guest to completion, and keeps account of how it will be.
struct Completion {
    let guest: DesiredGuest
    private(set) var route: Route
    private(set) var outlook: Outlook
    private(set) var conditions: [Condition] = []
    private let fence: Fence
    private let allowsRestart: Bool
    private let wish: String
    /// Whether anything happens by which its health has to be proved anew.
    private var needsProof: Bool

    init(guest: DesiredGuest, draft: PlanDraft, route: Route, outlook: Outlook) {
        self.guest = guest
        self.route = route
        self.outlook = outlook
        fence = .marked(draft.desired.fleet, guest.id)
        wish = wishFingerprint(of: guest)
        needsProof = outlook.mark.completedWish != wish
        allowsRestart =
            switch guest.rules.restart {
            case .allow: true
            case .never: false
            case .window: draft.desired.policy.window?.contains(draft.observed.takenAt) == true
            }
    }

    /// Brings every setting to what is wished, and restarts the guest if that is needed and allowed.
    mutating func applySettings(_ found: [Difference]) {
        let reason = found.map(\.summary).joined(separator: ", ")
        var set: [Setting] = []
        var unset: [SettingKey] = []
        for difference in found {
            switch difference.effect {
            case .inPlace, .restart:
                if let wished = difference.wished { set.append(wished) } else { unset.append(difference.key) }
            case .grow, .replacement, .never: continue
            }
        }
        if !set.isEmpty || !unset.isEmpty {
            then("configure", .configure(outlook.reference, set: set, unset: unset), reason, leaving: .created)
            for setting in set { outlook.configuration.set(setting) }
            for key in unset { outlook.configuration.unset(key) }
        }
        for difference in found {
            guard case .grow(let size) = difference.effect, let wished = difference.wished else { continue }
            let what = difference.key == .rootDisk ? "grow" : "grow/\(difference.key)"
            then(
                what, .grow(outlook.reference, key: difference.key, sizeGibibytes: size), difference.summary,
                leaving: .created)
            outlook.configuration.set(wished)
        }
        restartIfNeeded(found)
    }

    /// A guest with snapshots cannot become a template (Proxmox: `unable to create template, because CT contains snapshots`).
    var templateObstacle: Obstacle? {
        guard guest.outcome == .template, !outlook.isTemplate, let snapshot = outlook.snapshots.first else {
            return nil
        }
        return Obstacle(
            .cannotBecomeTemplate,
            "it has a snapshot '\(snapshot)', and a guest with snapshots cannot become a template",
            remedy: "delete its snapshots, or take \"is_template\" away")
    }

    /// Starts the guest if it has to run, and applies what is missing inside.
    mutating func customize() {
        guard !outlook.isTemplate else { return }
        let missing = due(guest, outlook)
        if guest.takesLifecycleSnapshots, guest.outcome != .template, outlook.mark.completedWish == nil {
            snapshot("pre-configured", because: "the commit asks for lifecycle snapshots", leaving: .configured)
        }
        let isNeededInside = !missing.isEmpty || (needsProof && !guest.healthChecks.isEmpty)
        guard guest.outcome != .template || isNeededInside else { return }
        startIfStopped()
        awaitAnswer()
        for feature in guest.features where outlook.applied[.feature(feature.name)] != feature.digest {
            apply(feature)
        }
        if let application = guest.application, missing.contains(.application(application.name)) {
            let old = outlook.applied[.application(application.name)]
            then(
                "application/\(application.name)", .application(application),
                old == nil ? "it is not running" : "its script, manifest or parameters changed", leaving: .customizing)
            outlook.applied[.application(application.name)] = application.digest
            needsProof = true
        }
        if needsProof, !guest.healthChecks.isEmpty {
            then("health", .health(guest.healthChecks), "something changed since its last proof", leaving: .customizing)
        }
    }

    /// Snapshots, the mark that says what was reached, and the conversion to a template.
    mutating func conclude() {
        guard !outlook.isTemplate else { return }
        if guest.takesLifecycleSnapshots, guest.outcome != .template {
            snapshot("final-form", because: "the commit asks for lifecycle snapshots", leaving: .customizing)
        }
        if case .runningWithSnapshot(let name) = guest.outcome {
            snapshot(name, because: "clones are made from it", leaving: .customizing)
        }
        writeMark()
        guard guest.outcome == .template else { return }
        if outlook.isRunning {
            then(
                "shut-down", .shutDown(outlook.reference, timeoutSeconds: shutDownTimeoutSeconds),
                "it becomes a template", leaving: .customizing)
            outlook.isRunning = false
        }
        then("template", .makeTemplate(outlook.reference), "the commit wants a template", leaving: .customizing)
        outlook.isTemplate = true
    }
}

extension Completion {
    private mutating func restartIfNeeded(_ found: [Difference]) {
        guard outlook.isRunning else { return }
        let waiting = Set(found.filter { $0.effect == .restart }.map(\.key))
            .union(outlook.pendingKeys.filter { !guest.rules.ignoredSettings.contains($0) })
        guard !waiting.isEmpty else { return }
        let names = waiting.sorted().map(\.description).joined(separator: ", ")
        guard allowsRestart else {
            conditions.append(.restartNeeded(waiting.sorted()))
            return
        }
        restart("restart", because: "\(names) take effect with a restart")
    }

    private mutating func restart(_ what: String, because reason: String) {
        then(
            what, .restart(outlook.reference, timeoutSeconds: shutDownTimeoutSeconds), reason, leaving: .created)
        outlook.pendingKeys = []
        outlook.answers = false
        needsProof = true
    }

    private mutating func startIfStopped() {
        guard !outlook.isRunning else { return }
        then("start", .start(outlook.reference), "it is stopped", leaving: .configured)
        outlook.isRunning = true
        outlook.answers = false
        needsProof = true
    }

    private mutating func awaitAnswer() {
        guard !outlook.answers else { return }
        let count = route.steps.count { if case .answer = $0.action { true } else { false } }
        then(
            count == 0 ? "answer" : "answer/\(count + 1)", .answer(timeoutSeconds: answerTimeoutSeconds),
            "nothing can be done inside before it answers", leaving: .configured)
        outlook.answers = true
    }

    private mutating func apply(_ feature: FeatureRequest) {
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

    private mutating func snapshot(_ name: SnapshotName, because reason: String, leaving state: Lifecycle) {
        guard !outlook.snapshots.contains(name) else { return }
        then("snapshot/\(name)", .snapshot(outlook.reference, name), reason, leaving: state)
        outlook.snapshots.append(name)
    }

    private mutating func writeMark() {
        guard conditions.isEmpty else { return }
        var mark = outlook.mark
        mark.isProtected = guest.rules.isProtected
        mark.completedWish = wish
        for feature in guest.features { mark.applied[.feature(feature.name)] = feature.digest }
        if let application = guest.application { mark.applied[.application(application.name)] = application.digest }
        guard mark != outlook.mark else { return }
        then(
            "mark", .mark(outlook.reference, mark), "what was applied travels with the guest", leaving: .customizing)
        outlook.mark = mark
    }

    private mutating func then(_ what: String, _ change: Change, _ reason: String, leaving state: Lifecycle) {
        route.then(what, change: change, fence: fence, because: reason, leaving: state)
    }

    private mutating func then(_ what: String, _ action: StepAction, _ reason: String, leaving state: Lifecycle) {
        route.then(what, at: outlook.reference, action, because: reason, leaving: state)
    }
}

extension Difference {
    /// `memory_mb 4096 MiB → 8192 MiB`, `devices/0 /dev/nvidia0 → nothing`.
    package var summary: String {
        "\(key) \(seen?.valueText ?? "nothing") → \(wished?.valueText ?? "nothing")"
    }
}
