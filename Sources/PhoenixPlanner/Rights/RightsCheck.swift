import PhoenixModel

/// Goes through the steps of one guest, and says what they need that Phoenix does not have.
///
/// It keeps account of how the guest is before each step, because what a change needs depends on that.
struct RightsCheck {
    private var permissions: Permissions
    private var before: GuestBefore
    private let sources: [GuestID: Configuration]
    private(set) var missing: [Requirement] = []
    /// Where Proxmox forgets what is given, because the guest is destroyed and made anew.
    private(set) var forgotten: ObjectPath?

    /// - Parameter sources: how the guests will be that this one may be cloned from.
    init(_ permissions: Permissions, before: GuestBefore, sources: [GuestID: Configuration]) {
        self.permissions = permissions
        self.before = before
        self.sources = sources
    }

    mutating func pass(_ step: Step) {
        switch step.action {
        case .change(let submission): pass(submission.change)
        case .answer, .feature, .removeFeature, .application, .health:
            require(requirementsInside(step.guest, version: permissions.version))
        case .follow: break
        }
    }

    private mutating func pass(_ change: Change) {
        if case .clone(let cloning) = change { before.configuration = sources[cloning.source.id] ?? Configuration() }
        require(requirements(of: change, before: before, version: permissions.version))
        switch change {
        case .create(let creation):
            before = GuestBefore(configuration: creation.configuration, isUnprivileged: creation.isUnprivileged)
        case .configure(_, let set, let unset):
            for key in unset { before.configuration.unset(key) }
            for setting in set { before.configuration.set(setting) }
        case .destroy(let guest):
            let path = ObjectPath.guest(guest.id)
            if permissions.granted[path] != nil { forgotten = path }
            permissions = permissions.forgetting(path)
        case .download, .clone, .mark, .grow, .start, .shutDown, .restart, .snapshot, .makeTemplate, .migrate: break
        }
    }

    private mutating func require(_ needed: [Requirement]) {
        missing += needed.filter { !$0.isMet(by: permissions) && !missing.contains($0) }
    }
}

extension PlanDraft {
    /// Why the rights that Phoenix has do not suffice for these steps of a guest; nil if they do.
    ///
    /// - Parameters:
    ///   - seen: the guest as it is; nil if it is to be made.
    ///   - isUnprivileged: whether a container will run without the node's root rights.
    func rightsObstacle(_ steps: [Step], seen: ObservedGuest?, isUnprivileged: Bool) -> Obstacle? {
        guard case .limited(let permissions) = observed.authority, !steps.isEmpty else { return nil }
        var check = RightsCheck(
            permissions,
            before: GuestBefore(
                configuration: seen?.eventualConfiguration ?? Configuration(),
                isUnprivileged: seen?.isUnprivileged ?? isUnprivileged),
            sources: sources(of: steps))
        for step in steps { check.pass(step) }
        return Obstacle(missing: check.missing, forgotten: check.forgotten, caller: permissions.caller)
    }

    private func sources(of steps: [Step]) -> [GuestID: Configuration] {
        var sources: [GuestID: Configuration] = [:]
        for step in steps {
            guard case .change(let submission) = step.action, case .clone(let cloning) = submission.change,
                case .completes(let outlook, _)? = prospects[cloning.source.id]
            else { continue }
            sources[cloning.source.id] = outlook.configuration
        }
        return sources
    }
}
