import JSONSchema
import PhoenixSimulator

/// What every view of a task shows of its identity.
enum TaskRow {
    /// With the token apart from its user.
    static func members(of upid: UPID) -> [JSONText.Member] {
        var members: [JSONText.Member] = [
            .init("upid", .string(upid.text)), .init("node", .string(upid.node)), .init("pid", .integer(upid.process)),
            .init("pstart", .integer(upid.processStart)), .init("starttime", .integer(upid.startedAt)),
            .init("type", .string(upid.type)), .init("id", .string(upid.subject)), .init("user", .string(upid.user)),
        ]
        if let token = upid.token { members.append(.init("tokenid", .string(token))) }
        return members
    }
}
