import PhoenixModel

/// How long things take in virtual time.
///
/// The defaults of tasks were measured on a running Proxmox VE 9.2 (create 2.0 s, start 0.9 s, snapshot and rollback
/// 0.4 s, full clone of 8 GiB 3.5 s, destroy 1.5 s); the rest is of the size that the field knows.
package struct Timing: Hashable, Sendable {
    /// What takes time on the host, besides scripts.
    package enum Work: String, Hashable, Codable, Sendable, CaseIterable {
        case create, createMachine, start, startMachine, shutDown, shutDownMachine, stop
        case snapshot, rollback, linkedClone, fullClone, fullClonePerGibibyte, destroy, makeTemplate, grow
        case migrate, migratePerGibibyte
        case download, removeVolume, configure
        /// From the end of the start until commands are answered.
        case boot, bootMachine
        /// Any command in a guest that is no script.
        case command

        var defaultMilliseconds: Int {
            switch self {
            case .create: 2000
            case .createMachine: 6000
            case .start: 900
            case .startMachine: 1500
            case .shutDown: 2500
            case .stop: 600
            case .shutDownMachine: 6000
            case .snapshot, .rollback: 400
            case .linkedClone: 800
            case .fullClone: 1100
            case .fullClonePerGibibyte: 300
            case .destroy: 1500
            case .makeTemplate: 500
            case .grow: 600
            case .migrate: 3000
            case .migratePerGibibyte: 1000
            case .download: 5000
            case .removeVolume: 400
            case .configure: 300
            case .boot: 2000
            case .bootMachine: 15_000
            case .command: 200
            }
        }
    }

    /// Durations that differ from the defaults.
    package var milliseconds: [Work: Int]
    /// How long features install, in seconds, by name.
    package var featureSeconds: [String: Int]
    package var otherFeatureSeconds: Int
    package var checkSeconds: Int
    package var removeSeconds: Int
    package var applicationSeconds: Int
    package var healthSeconds: Int
    /// Scripts take up to that much longer or shorter, by chance.
    package var jitterPercent: Int

    package init(
        milliseconds: [Work: Int] = [:], featureSeconds: [String: Int] = Self.usualFeatureSeconds,
        otherFeatureSeconds: Int = 30, checkSeconds: Int = 1, removeSeconds: Int = 10, applicationSeconds: Int = 60,
        healthSeconds: Int = 1, jitterPercent: Int = 5
    ) {
        self.milliseconds = milliseconds
        self.featureSeconds = featureSeconds
        self.otherFeatureSeconds = otherFeatureSeconds
        self.checkSeconds = checkSeconds
        self.removeSeconds = removeSeconds
        self.applicationSeconds = applicationSeconds
        self.healthSeconds = healthSeconds
        self.jitterPercent = jitterPercent
    }

    package static let usualFeatureSeconds = [
        "base_setup": 90, "docker": 120, "nvidia": 600, "ollama": 180, "python_api_service": 60, "vllm": 1200,
    ]

    /// The duration of some work, in milliseconds.
    package subscript(work: Work) -> Int { milliseconds[work] ?? work.defaultMilliseconds }

    /// How long a script takes, before chance has its say.
    func seconds(for purpose: ScriptRun.Purpose) -> Int {
        switch purpose {
        case .check: checkSeconds
        case .install(let feature): featureSeconds[feature.text] ?? otherFeatureSeconds
        case .remove: removeSeconds
        case .application: applicationSeconds
        case .health: healthSeconds
        }
    }
}

extension Timing: Codable {
    private enum Keys: String, CodingKey, CaseIterable {
        case milliseconds, featureSeconds, otherFeatureSeconds, checkSeconds, removeSeconds, applicationSeconds
        case healthSeconds, jitterPercent
    }

    package init(from decoder: any Decoder) throws {
        let fields = try StrictFields<Keys>(decoder, of: "timing")
        let usual = Timing()
        let written: [String: Int] = try fields.value(.milliseconds, default: [:])
        var milliseconds: [Work: Int] = [:]
        for (name, value) in written.sorted(by: { $0.key < $1.key }) {
            guard let work = Work(rawValue: name) else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "timing has no work named '\(name)'"))
            }
            milliseconds[work] = value
        }
        self.init(
            milliseconds: milliseconds,
            featureSeconds: try fields.value(.featureSeconds, default: usual.featureSeconds),
            otherFeatureSeconds: try fields.value(.otherFeatureSeconds, default: usual.otherFeatureSeconds),
            checkSeconds: try fields.value(.checkSeconds, default: usual.checkSeconds),
            removeSeconds: try fields.value(.removeSeconds, default: usual.removeSeconds),
            applicationSeconds: try fields.value(.applicationSeconds, default: usual.applicationSeconds),
            healthSeconds: try fields.value(.healthSeconds, default: usual.healthSeconds),
            jitterPercent: try fields.value(.jitterPercent, default: usual.jitterPercent))
        let seconds = [otherFeatureSeconds, checkSeconds, removeSeconds, applicationSeconds, healthSeconds]
        guard (Array(self.milliseconds.values) + Array(featureSeconds.values) + seconds).allSatisfy({ $0 >= 0 }),
            (0...100).contains(jitterPercent)
        else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "nothing takes less than no time, and jitterPercent is 0 to 100"))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        let named = Dictionary(uniqueKeysWithValues: milliseconds.map { ($0.key.rawValue, $0.value) })
        try container.encode(named, forKey: .milliseconds)
        try container.encode(featureSeconds, forKey: .featureSeconds)
        try container.encode(otherFeatureSeconds, forKey: .otherFeatureSeconds)
        try container.encode(checkSeconds, forKey: .checkSeconds)
        try container.encode(removeSeconds, forKey: .removeSeconds)
        try container.encode(applicationSeconds, forKey: .applicationSeconds)
        try container.encode(healthSeconds, forKey: .healthSeconds)
        try container.encode(jitterPercent, forKey: .jitterPercent)
    }
}
