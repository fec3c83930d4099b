import JSONSchema

/// How an output or a refusal becomes an answer: the two formats that Proxmox's API has.
enum Envelope: String, Sendable {
    /// The status tells how it went.
    case json
    /// The status is always 200, and the body tells how it went.
    case extjs

    func answer(_ output: Output, passesDaemon: Bool) -> APIAnswer {
        var members = [JSONText.Member("data", output.data)] + output.attributes
        if self == .extjs { members.append(.init("success", 1)) }
        return answer(200, "OK", .object(members), passesDaemon: passesDaemon)
    }

    func answer(_ refusal: Refusal) -> APIAnswer {
        guard refusal.hasBody else {
            return .empty(refusal.status, refusal.text, delaySeconds: Double(refusal.delaySeconds))
        }
        var members = [JSONText.Member("data", .null), .init("message", .string(refusal.text + refusal.lineEnd))]
        if !refusal.parameterErrors.isEmpty {
            let errors = refusal.parameterErrors.sorted { $0.key < $1.key }
            members.append(.init("errors", .object(errors.map { .init($0.key, .string($0.value)) })))
        }
        switch self {
        case .json:
            return answer(
                refusal.status, refusal.text, .object(members), delaySeconds: refusal.delaySeconds)
        case .extjs:
            members += [.init("success", 0), .init("status", .integer(refusal.status))]
            return answer(200, "OK", .object(members), delaySeconds: refusal.delaySeconds)
        }
    }

    private func answer(
        _ status: Int, _ reason: String, _ body: JSONText, passesDaemon: Bool = false, delaySeconds: Int = 0
    ) -> APIAnswer {
        var fields: HeaderFields = ["Content-Type": "application/json;charset=UTF-8"]
        if passesDaemon { fields.append("Connection", "close") }
        return APIAnswer(
            status: status, reason: ReasonPhrase(reason), headerFields: fields, body: Array(body.compactText.utf8),
            delaySeconds: Double(delaySeconds))
    }
}

extension Refusal {
    /// Proxmox's messages end with a line break, save those of paths that are not there.
    fileprivate var lineEnd: String { status == 501 ? "" : "\n" }
}
