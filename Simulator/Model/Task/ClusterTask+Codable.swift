import PhoenixModel

/// A task that ended well and without warnings has only the time of its end.
extension ClusterTask: Codable {
    private enum Keys: String, CodingKey, CaseIterable {
        case id, node, guest, operation, startedAt, log, working, endedAt, warnings, failure
    }

    package init(from decoder: any Decoder) throws {
        let fields = try StrictFields<Keys>(decoder, of: "a task")
        let text: String = try fields.required(.id)
        guard let upid = UPID(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is no UPID"))
        }
        self.init(
            upid: upid, node: try fields.required(.node), guest: try fields.optional(.guest),
            operation: try fields.optional(.operation), startedAt: try fields.required(.startedAt),
            log: try fields.value(.log, default: []), state: try Self.state(fields))
    }

    private static func state(_ fields: StrictFields<Keys>) throws -> State {
        guard let end: Instant = try fields.optional(.endedAt) else { return .working(try fields.required(.working)) }
        if let failure: HostError = try fields.optional(.failure) { return .ended(at: end, .failed(failure)) }
        return .ended(at: end, .done(warnings: try fields.value(.warnings, default: [])))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(id, forKey: .id)
        try container.encode(node, forKey: .node)
        try container.encodeIfPresent(guest, forKey: .guest)
        try container.encodeIfPresent(operation, forKey: .operation)
        try container.encode(startedAt, forKey: .startedAt)
        if !log.isEmpty { try container.encode(log, forKey: .log) }
        switch state {
        case .working(let work): try container.encode(work, forKey: .working)
        case .ended(let end, let exit):
            try container.encode(end, forKey: .endedAt)
            switch exit {
            case .done(let warnings): if !warnings.isEmpty { try container.encode(warnings, forKey: .warnings) }
            case .failed(let failure): try container.encode(failure, forKey: .failure)
            }
        }
    }
}
