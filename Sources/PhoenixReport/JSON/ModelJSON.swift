import JSONSchema
import PhoenixModel
import PhoenixPlanner
import PhoenixRun

// The JSON forms are written by hand and documented in docs/reference/output.md, so that a renamed type changes no output.

extension Diagnostic {
    var json: JSONText {
        .object([
            .init("severity", .string(severity.rawValue)), .init("rule", .string(rule)),
            .init("path", .string(place.path)), .init("line", .optional(place.line)),
            .init("column", .optional(place.column)), .init("pointer", .optional(place.pointer)),
            .init("message", .string(message)), .init("remedy", .string(remedy)),
        ])
    }
}

extension Failure {
    var json: JSONText {
        .object([
            .init("code", .string(code.rawValue)), .init("message", .string(message)),
            .init("remedy", .string(remedy)), .init("causes", .array(causes.map(JSONText.string))),
        ])
    }
}

extension Condition {
    var json: JSONText {
        let kind =
            switch self {
            case .blocked: "blocked"
            case .skipped: "waiting"
            case .busy: "busy"
            case .drifted: "drifted"
            case .left: "left"
            case .restartNeeded: "restart-needed"
            case .elsewhere: "elsewhere"
            case .unknown: "unknown"
            case .orphaned: "orphaned"
            }
        var members: [JSONText.Member] = [.init("kind", .string(kind)), .init("text", .string(conditionText(self)))]
        if case .blocked(let obstacle) = self { members.append(.init("obstacle", .string(obstacle.kind.rawValue))) }
        if case .skipped(let guest, _) = self { members.append(.init("guest", .integer(guest.number))) }
        return .object(members)
    }
}

extension Difference {
    var json: JSONText {
        .object([
            .init("setting", .string(key.description)), .init("seen", .optional(seen?.valueText)),
            .init("wished", .optional(wished?.valueText)), .init("effect", .string(effect.word)),
        ])
    }
}

extension Difference.Effect {
    fileprivate var word: String {
        switch self {
        case .inPlace: "in-place"
        case .restart: "restart"
        case .grow: "grow"
        case .replacement: "replacement"
        case .never: "never"
        }
    }
}

extension GuestPlan {
    var json: JSONText {
        .object([
            .init("id", .integer(id.number)), .init("name", .string(name)), .init("kind", .string(kind.rawValue)),
            .init("node", .optional(node?.text)), .init("state", .string(state.rawValue)),
            .init("orphan", .boolean(isOrphan)), .init("conditions", .array(conditions.map(\.json))),
            .init("differences", .array(differences.map(\.json))),
        ])
    }
}

extension Step {
    var json: JSONText {
        .object([
            .init("id", .string(id.text)), .init("guest", .integer(guest.id.number)),
            .init("node", .string(guest.node.text)), .init("reason", .string(reason)),
            .init("leaves", .string(leaves.rawValue)), .init("after", .array(after.map { .string($0.text) })),
        ])
    }
}

extension StepOutcome {
    var members: [JSONText.Member] {
        switch self {
        case .succeeded(let note): [.init("outcome", "succeeded"), .init("note", .optional(note))]
        case .failed(let failure): [.init("outcome", "failed"), .init("failure", failure.json)]
        case .skipped(let step): [.init("outcome", "skipped"), .init("because", .string(step.text))]
        case .interrupted(let trace): [.init("outcome", "interrupted"), .init("found", .string(trace.word))]
        }
    }
}

extension JSONText {
    static func optional(_ text: String?) -> JSONText { text.map(JSONText.string) ?? .null }
    static func optional(_ number: Int?) -> JSONText { number.map(JSONText.integer) ?? .null }
}
