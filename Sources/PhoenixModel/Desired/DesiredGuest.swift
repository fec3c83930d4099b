/// One guest as the commit wishes it.
package struct DesiredGuest: Hashable, Sendable {
    package var id: GuestID
    package var kind: GuestKind
    package var name: String
    /// The node it shall run on; nil leaves the choice to the plan, once.
    package var node: NodeName?
    package var origin: Origin
    /// Everything the commit says about settings; what it does not say is not compared.
    package var configuration: Configuration
    /// Whether a container runs without the node's root rights; decided at its creation, for good.
    package var isUnprivileged: Bool
    /// In the order in which they are applied: requirements first.
    package var features: [FeatureRequest]
    package var application: ApplicationRequest?
    package var healthChecks: [HealthCheck]
    /// What the guest ends as.
    package var outcome: Outcome
    /// Whether snapshots `pre-configured` and `final-form` are taken on the way.
    package var takesLifecycleSnapshots: Bool
    /// Guests that must be completed before this one leaves *defined*.
    package var dependencies: [GuestID]
    package var rules: GuestRules

    /// Where a guest comes from.
    package enum Origin: Hashable, Sendable {
        /// A template tarball or cloud image, as a volume id.
        case image(String)
        /// A copy of another guest of the commit, or of its snapshot.
        case clone(of: GuestID, snapshot: SnapshotName?)
    }

    /// What a guest ends as.
    package enum Outcome: Hashable, Sendable {
        /// Running.
        case running
        /// Running, after a snapshot of this name was taken once, for clones.
        case runningWithSnapshot(SnapshotName)
        /// A stopped template.
        case template
    }

    package init(
        id: GuestID, kind: GuestKind, name: String, node: NodeName? = nil, origin: Origin,
        configuration: Configuration, isUnprivileged: Bool = true, features: [FeatureRequest] = [],
        application: ApplicationRequest? = nil, healthChecks: [HealthCheck] = [], outcome: Outcome = .running,
        takesLifecycleSnapshots: Bool = false, dependencies: [GuestID] = [], rules: GuestRules = GuestRules()
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.node = node
        self.origin = origin
        self.configuration = configuration
        self.isUnprivileged = isUnprivileged
        self.features = features
        self.application = application
        self.healthChecks = healthChecks
        self.outcome = outcome
        self.takesLifecycleSnapshots = takesLifecycleSnapshots
        self.dependencies = dependencies
        self.rules = rules
    }
}
