import PhoenixModel
import ProxmoxAccess

extension Cluster: Codable {
    private enum Keys: String, CodingKey, CaseIterable {
        case now, seed, timing, nodes, storages, datacenter, guests, tasks, agenda, humans, scripts, faults, complaints
        case previousSight, access
        /// Read and written by `SavedScenario`: it counts writings of a file and is no part of the cluster.
        case generation
    }

    package init(from decoder: any Decoder) throws {
        let fields = try StrictFields<Keys>(decoder, of: "a scenario")
        let guests: [Guest] = try fields.value(.guests, default: [])
        self.init(
            now: try fields.value(.now, default: Self.epoch), timing: try fields.value(.timing, default: Timing()),
            nodes: try fields.value(.nodes, default: []), storages: try fields.value(.storages, default: []),
            guests: guests, scripts: try fields.value(.scripts, default: []),
            faults: try fields.value(.faults, default: []),
            datacenter: try fields.value(.datacenter, default: Datacenter()))
        guard guests.count == self.guests.count else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "two guests have the same id"))
        }
        random = try fields.value(.seed, default: SeededGenerator(seed: 1))
        tasks = try fields.value(.tasks, default: TaskTable())
        agenda = try fields.value(.agenda, default: Agenda())
        access = try fields.value(.access, default: AccessControl())
        complaints = try fields.value(.complaints, default: [])
        previousSight = try fields.optional(.previousSight)
        for action: ScheduledAction in try fields.value(.humans, default: []) {
            schedule(action.action, at: now.adding(seconds: action.afterSeconds))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(now, forKey: .now)
        try container.encode(random, forKey: .seed)
        try container.encode(timing, forKey: .timing)
        try container.encode(nodesByName, forKey: .nodes)
        try container.encode(storagesByName, forKey: .storages)
        try container.encode(datacenter, forKey: .datacenter)
        try container.encode(guestsByNumber, forKey: .guests)
        try container.encode(tasks, forKey: .tasks)
        try container.encode(agenda, forKey: .agenda)
        try container.encode(scripts, forKey: .scripts)
        try container.encode(faults, forKey: .faults)
        if access != AccessControl() { try container.encode(access, forKey: .access) }
        try container.encode(complaints, forKey: .complaints)
        try container.encodeIfPresent(previousSight, forKey: .previousSight)
    }
}

/// What a person will do, as a hand-written scenario says it: so many seconds after the scenario's time.
private struct ScheduledAction: Decodable {
    let afterSeconds: Int
    let action: HumanAction

    private enum Keys: String, CodingKey, CaseIterable { case afterSeconds, action }

    init(from decoder: any Decoder) throws {
        let fields = try StrictFields<Keys>(decoder, of: "a scheduled action")
        afterSeconds = try fields.value(.afterSeconds, default: 0)
        action = try fields.required(.action)
    }
}
