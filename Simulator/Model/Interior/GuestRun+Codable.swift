import PhoenixModel

/// A run that ended has its exit code and no more: guests remember many, and a host's file is read at every start.
extension GuestRun: Codable {
    private enum Keys: String, CodingKey, CaseIterable {
        case id, waiting, disturbance, working, exitCode, receipts, lines, deliveredLines
    }

    package init(from decoder: any Decoder) throws {
        let fields = try StrictFields<Keys>(decoder, of: "a run")
        self.init(
            id: try fields.required(.id), state: try Self.state(fields), lines: try fields.value(.lines, default: []))
        deliveredLines = try fields.value(.deliveredLines, default: 0)
    }

    private static func state(_ fields: StrictFields<Keys>) throws -> State {
        if let exitCode: Int = try fields.optional(.exitCode) {
            return .ended(exitCode: exitCode, receipts: try fields.optional(.receipts))
        }
        if let work: Work = try fields.optional(.working) { return .working(work) }
        return .waiting(try fields.required(.waiting), try fields.value(.disturbance, default: RunDisturbance()))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(id, forKey: .id)
        switch state {
        case .waiting(let command, let disturbance):
            try container.encode(command, forKey: .waiting)
            try container.encode(disturbance, forKey: .disturbance)
        case .working(let work): try container.encode(work, forKey: .working)
        case .ended(let exitCode, let receipts):
            try container.encode(exitCode, forKey: .exitCode)
            try container.encodeIfPresent(receipts, forKey: .receipts)
        }
        if !lines.isEmpty { try container.encode(lines, forKey: .lines) }
        if deliveredLines != 0 { try container.encode(deliveredLines, forKey: .deliveredLines) }
    }
}
