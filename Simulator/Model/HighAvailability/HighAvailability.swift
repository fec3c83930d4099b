package import PhoenixModel

/// Which guests the cluster keeps running by itself, and how far it is with that.
package struct HighAvailability: Hashable, Sendable {
    /// `ha/resources.cfg`: sections of type `ct` and `vm`, named by number.
    package internal(set) var resources: SectionFile
    /// `ha/rules.cfg`: sections of type `node-affinity` and `resource-affinity`.
    package internal(set) var rules: SectionFile
    /// What the manager knows of each resource since its last round, by service id (`ct:100`).
    package internal(set) var services: [String: Service]
    /// Commands that the manager's next round takes up, oldest first.
    package internal(set) var commands: [Command]
    /// The manager's last round; nil before the first.
    package internal(set) var lastRound: Instant?
    /// When the next round is due; nil while there is nothing to do.
    var nextRound: Instant?
    /// How resources are treated while high availability is disarmed; nil while it is armed.
    package internal(set) var disarmedMode: String?

    package init(resources: SectionFile = SectionFile(), rules: SectionFile = SectionFile()) {
        self.resources = resources
        self.rules = rules
        services = [:]
        commands = []
    }

    /// The manager and the nodes look every ten seconds.
    static let roundSeconds = 10

    /// How one resource stands.
    package struct Service: Hashable, Codable, Sendable {
        package internal(set) var node: NodeName
        package internal(set) var state: State
        /// How often it could not be started.
        var failedStarts: Int
    }

    /// The manager's states, in its own words.
    package enum State: String, Hashable, Codable, Sendable {
        case requestStart = "request_start"
        case started
        case requestStop = "request_stop"
        case stopped
        case migrate
        case relocate
        case error
    }

    /// What is asked of the manager, to be done in its next round.
    package enum Command: Hashable, Codable, Sendable {
        case migrate(String, to: NodeName)
        case relocate(String, to: NodeName)
    }

    /// The service id of a guest: `ct:100` or `vm:100`.
    package static func identifier(of id: GuestID, _ kind: GuestKind) -> String {
        "\(kind == .container ? "ct" : "vm"):\(id)"
    }

    /// The section of a resource by its service id.
    package subscript(identifier: String) -> SectionFile.Section? {
        get { resources.sections.first { "\($0.type):\($0.name)" == identifier } }
        set { resources[identifier.split(separator: ":").last.map(String.init) ?? ""] = newValue }
    }

    /// The state that a resource shall have.
    package static func request(of section: SectionFile.Section) -> String {
        let state = section["state"] ?? "started"
        return state == "enabled" ? "started" : state
    }

    /// The state that people are shown: a resource that the manager did not see yet waits.
    package func shownState(_ identifier: String) -> String {
        guard let service = services[identifier] else {
            let request = self[identifier].map(Self.request)
            return request == "ignored" ? "ignored" : "queued"
        }
        switch service.state {
        case .requestStart: return "starting"
        case .requestStop: return "stopping"
        case .stopped: return self[identifier].map(Self.request) == "disabled" ? "disabled" : "stopped"
        default: return service.state.rawValue
        }
    }
}

extension HighAvailability: Codable {
    private enum Keys: String, CodingKey, CaseIterable {
        case resources, rules, services, commands, lastRound, nextRound, disarmedMode
    }

    package init(from decoder: any Decoder) throws {
        let fields = try StrictFields<Keys>(decoder, of: "high availability")
        self.init(
            resources: try fields.value(.resources, default: SectionFile()),
            rules: try fields.value(.rules, default: SectionFile()))
        services = try fields.value(.services, default: [:])
        commands = try fields.value(.commands, default: [])
        lastRound = try fields.optional(.lastRound)
        nextRound = try fields.optional(.nextRound)
        disarmedMode = try fields.optional(.disarmedMode)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(resources, forKey: .resources)
        try container.encode(rules, forKey: .rules)
        if !services.isEmpty { try container.encode(services, forKey: .services) }
        if !commands.isEmpty { try container.encode(commands, forKey: .commands) }
        try container.encodeIfPresent(lastRound, forKey: .lastRound)
        try container.encodeIfPresent(nextRound, forKey: .nextRound)
        try container.encodeIfPresent(disarmedMode, forKey: .disarmedMode)
    }
}
