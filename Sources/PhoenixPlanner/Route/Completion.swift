import PhoenixModel

/// Adds the steps that lead one guest to completion, and keeps account of how it will be.
struct Completion {
    let guest: DesiredGuest
    var route: Route
    var outlook: Outlook
    /// What keeps the guest from being as wished.
    var conditions: [Condition] = []
    /// What is worth knowing beside that.
    var notes: [Condition] = []
    let fence: Fence
    let allowsRestart: Bool
    let wish: String
    /// Whether the guest was not yet completed with this wish.
    let isNewWish: Bool
    let removals: [FeatureRemoval]
    /// Whether anything happens by which its health has to be proved anew.
    var needsProof: Bool

    init(guest: DesiredGuest, draft: PlanDraft, route: Route, outlook: Outlook) {
        self.guest = guest
        self.route = route
        self.outlook = outlook
        fence = .marked(draft.desired.fleet, guest.id, claim: nil)
        wish = wishFingerprint(of: guest)
        removals = removable(guest, outlook, in: draft)
        isNewWish = outlook.mark.completedWish != wish
        needsProof = isNewWish
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
        let isNeededInside = !missing.isEmpty || !removals.isEmpty || (needsProof && !guest.healthChecks.isEmpty)
        guard guest.outcome != .template || isNeededInside else { return }
        startIfStopped()
        awaitAnswer()
        for removal in removals {
            then(
                "remove/\(removal.name)", .removeFeature(removal), "the commit no longer wishes for it",
                leaving: .running)
            outlook.applied[.feature(removal.name)] = nil
            needsProof = true
        }
        for feature in guest.features where outlook.applied[.feature(feature.name)] != feature.digest {
            guard isAllowed(feature) else {
                // What comes after may need it; all of it waits for leave to restart.
                conditions.append(.restartNeeded(for: ["feature \(feature.name)"]))
                return
            }
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
        guard !outlook.isTemplate, conditions.isEmpty else { return }
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
