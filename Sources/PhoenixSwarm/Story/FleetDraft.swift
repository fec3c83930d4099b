import PhoenixModel

/// A fleet as a story tells it, before it is written into the files of a commit.
struct FleetDraft: Hashable, Sendable {
    static let name: FleetName = "swarm"

    var guests: [GuestDraft] = []
    var policy = PolicyDraft()
    /// How often each feature's scripts were changed: a new text makes it due again.
    var revisions: [String: Int] = [:]
    /// A feature whose scripts never end well, as long as it is named.
    var brokenFeature: String?
    /// What one file says instead of what it should.
    var nonsense: Nonsense?

    /// Features that stories know, and what each needs first.
    static let features: [(name: String, needs: [String])] = [("base", []), ("docker", ["base"]), ("agent", [])]
    static let application = "web"

    /// A way in which a commit is wrong.
    enum Nonsense: Hashable, CaseIterable, Sendable {
        case brokenText, unknownSource, circle
    }

    /// The same without one guest: who was made from it comes from an image, and who waited for it does not wait.
    func without(_ id: GuestID) -> FleetDraft {
        var fleet = self
        fleet.guests.removeAll { $0.id == id }
        for place in fleet.guests.indices {
            if fleet.guests[place].source == id { fleet.guests[place].source = nil }
            fleet.guests[place].dependencies.removeAll { $0 == id }
        }
        return fleet
    }
}

/// What a story's fleet allows Phoenix to do.
struct PolicyDraft: Hashable, Sendable {
    var prune = Policy.Prune.never
    var maximumRemovals = 1
    var drift = Policy.Drift.correct
    var onFailure = Policy.OnFailure.continue
    var stepsPerNode = 2
}

/// One guest of such a fleet.
struct GuestDraft: Hashable, Sendable {
    var id: GuestID
    var kind: GuestKind
    /// The guest that it is a copy of; nil: it is made from an image.
    var source: GuestID?
    var isTemplate = false
    var node: String?
    var memoryMebibytes = 512
    var cores = 1
    var diskGibibytes = 8
    var bridge = Self.usualBridge
    var storage = Self.usualStorage
    var image: String?
    var isUnprivileged = true
    var features: [String] = []
    var hasApplication = false
    var hasHealthCheck = false
    var hasFirewall = false
    var takesSnapshots = false
    var dependencies: [GuestID] = []
    var isProtected = false
    var adopts = false
    var allowsReplacement = true
    var restart = GuestRules.Restart.allow
    static let usualBridge = "vmbr0"
    static let usualStorage = "local-lvm"

    var name: String { "\(kind.rawValue)-\(id.number)" }
}
