import PhoenixModel

extension Guest: Codable {
    private enum Keys: String, CodingKey, CaseIterable {
        case id, kind, node, config, firewall, volumes, running, interior, interiorSnapshots, runs, workingTask
        case waitingTasks
    }

    package init(from decoder: any Decoder) throws {
        let fields = try StrictFields<Keys>(decoder, of: "a guest")
        let file = GuestFile(
            kind: try fields.value(.kind, default: .container), text: try fields.value(.config, default: ""))
        let running: Running?
        if let isRunning = try? fields.value(.running, default: false) {
            // Written by hand as `true`: it was started long ago with the file as it is.
            let longAgo = Instant(milliseconds: 0)
            running = isRunning ? Running(startedAt: longAgo, answersAt: longAgo, rawLines: file.current.rawLines) : nil
        } else {
            running = try fields.optional(.running)
        }
        self.init(
            id: try fields.required(.id), node: try fields.required(.node), file: file,
            volumes: try fields.optional(.volumes), running: running,
            interior: try fields.value(.interior, default: Interior()),
            interiorSnapshots: try fields.value(.interiorSnapshots, default: [:]),
            runs: try fields.value(.runs, default: []), workingTask: try fields.optional(.workingTask))
        waitingTasks = try fields.value(.waitingTasks, default: [])
        if let rules = try? fields.optional(.firewall) as FirewallRules? {
            // Written by hand as what it means.
            firewall = rules
        } else {
            firewallFile = try fields.optional(.firewall)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(id, forKey: .id)
        try container.encode(kind, forKey: .kind)
        try container.encode(node, forKey: .node)
        try container.encode(file.text, forKey: .config)
        try container.encodeIfPresent(firewallFile, forKey: .firewall)
        try container.encode(volumes, forKey: .volumes)
        try container.encodeIfPresent(running, forKey: .running)
        try container.encode(interior, forKey: .interior)
        if !interiorSnapshots.isEmpty { try container.encode(interiorSnapshots, forKey: .interiorSnapshots) }
        if !runs.isEmpty { try container.encode(runs, forKey: .runs) }
        try container.encodeIfPresent(workingTask, forKey: .workingTask)
        if !waitingTasks.isEmpty { try container.encode(waitingTasks, forKey: .waitingTasks) }
    }
}

extension Running: Codable {
    private enum Keys: String, CodingKey, CaseIterable {
        case startedAt, answersAt, rawLines, isGoingDown, isUsed, isPaused, processes, startedProcesses
    }

    package init(from decoder: any Decoder) throws {
        let fields = try StrictFields<Keys>(decoder, of: "'running'")
        self.init(
            startedAt: try fields.required(.startedAt), answersAt: try fields.required(.answersAt),
            rawLines: try fields.value(.rawLines, default: []),
            isGoingDown: try fields.value(.isGoingDown, default: false),
            isUsed: try fields.value(.isUsed, default: false),
            isPaused: try fields.value(.isPaused, default: false))
        processes = try fields.value(.processes, default: [])
        startedProcesses = try fields.value(.startedProcesses, default: 0)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(startedAt, forKey: .startedAt)
        try container.encode(answersAt, forKey: .answersAt)
        try container.encode(rawLines, forKey: .rawLines)
        try container.encode(isGoingDown, forKey: .isGoingDown)
        try container.encode(isUsed, forKey: .isUsed)
        if isPaused { try container.encode(isPaused, forKey: .isPaused) }
        if !processes.isEmpty { try container.encode(processes, forKey: .processes) }
        if startedProcesses > 0 { try container.encode(startedProcesses, forKey: .startedProcesses) }
    }
}
