package import PhoenixModel

/// What a script does in a simulated guest, instead of what scripts do without a rule. The first that strikes counts.
package struct ScriptRule: Hashable, Sendable {
    package var purpose: Purpose?
    /// The feature's, application's or health check's name; nil for any.
    package var name: String?
    package var guest: GuestID?
    package var kind: GuestKind?
    /// Which of the matching runs it is about.
    package var trigger: Trigger
    package var exitCode: Int
    /// Nil takes the usual time.
    package var seconds: Int?
    /// What it prints, spread evenly over its time.
    package var output: [String]
    /// Files that it leaves in the guest, whatever its exit code.
    package var files: [String: String]
    /// It never ends by itself.
    package var hangs: Bool

    package enum Purpose: String, Hashable, Codable, Sendable, CaseIterable {
        case check, install, remove, application, health
    }

    package init(
        purpose: Purpose? = nil, name: String? = nil, guest: GuestID? = nil, kind: GuestKind? = nil,
        trigger: Trigger = Trigger(), exitCode: Int = 0, seconds: Int? = nil, output: [String] = [],
        files: [String: String] = [:], hangs: Bool = false
    ) {
        self.purpose = purpose
        self.name = name
        self.guest = guest
        self.kind = kind
        self.trigger = trigger
        self.exitCode = exitCode
        self.seconds = seconds
        self.output = output
        self.files = files
        self.hangs = hangs
    }

    func matches(_ run: ScriptRun, in guest: GuestReference) -> Bool {
        (purpose == nil || purpose == run.purpose.part) && (name == nil || name == run.purpose.name)
            && (self.guest == nil || self.guest == guest.id) && (kind == nil || kind == guest.kind)
    }
}

extension ScriptRun.Purpose {
    var part: ScriptRule.Purpose {
        switch self {
        case .check: .check
        case .install: .install
        case .remove: .remove
        case .application: .application
        case .health: .health
        }
    }

    var name: String {
        switch self {
        case .check(let feature), .install(let feature), .remove(let feature): feature.text
        case .application(let application): application.text
        case .health(let name): name
        }
    }
}

extension ScriptRule: Codable {
    private enum Keys: String, CodingKey, CaseIterable {
        case purpose, name, guest, kind, trigger, exitCode, seconds, output, files, hangs
    }

    package init(from decoder: any Decoder) throws {
        let fields = try StrictFields<Keys>(decoder, of: "a script rule")
        self.init(
            purpose: try fields.optional(.purpose), name: try fields.optional(.name),
            guest: try fields.optional(.guest), kind: try fields.optional(.kind),
            trigger: try fields.value(.trigger, default: Trigger()),
            exitCode: try fields.value(.exitCode, default: 0), seconds: try fields.optional(.seconds),
            output: try fields.value(.output, default: []), files: try fields.value(.files, default: [:]),
            hangs: try fields.value(.hangs, default: false))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encodeIfPresent(purpose, forKey: .purpose)
        try container.encodeIfPresent(name, forKey: .name)
        try container.encodeIfPresent(guest, forKey: .guest)
        try container.encodeIfPresent(kind, forKey: .kind)
        try container.encode(trigger, forKey: .trigger)
        try container.encode(exitCode, forKey: .exitCode)
        try container.encodeIfPresent(seconds, forKey: .seconds)
        try container.encode(output, forKey: .output)
        try container.encode(files, forKey: .files)
        try container.encode(hangs, forKey: .hangs)
    }
}
