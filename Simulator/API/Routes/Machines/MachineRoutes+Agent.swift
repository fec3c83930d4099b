import Foundation
import JSONSchema
import PhoenixModel
import PhoenixSimulator
import ProxmoxSchema

extension MachineRoutes {
    /// `…/agent`.
    static let agent: Routes = answers.merging([
        .get("\(guest)/agent"): index,
        .post("\(guest)/agent"): answer,
        .post("\(guest)/agent/exec"): execute,
        .get("\(guest)/agent/exec-status"): status,
        .get("\(guest)/agent/file-read"): readFile,
        .post("\(guest)/agent/file-write"): writeFile,
        .post("\(guest)/agent/set-user-password"): answer,
    ]) { $1 }

    /// Commands that need no parameter; each has its name at its path's end.
    private static var answers: Routes {
        let reads = AgentAnswer.reads.map { (RouteKey.get("\(guest)/agent/\($0)"), answer) }
        let actions = AgentAnswer.actions.map { (RouteKey.post("\(guest)/agent/\($0)"), answer) }
        return Routes(reads + actions) { $1 }
    }

    private static let index: Route = { _, _ throws(Refusal) in
        Output(.array(AgentAnswer.names.map { .object([.init("name", .string($0))]) }))
    }

    private static let answer: Route = { cluster, call throws(Refusal) in
        let last = call.endpoint.path.split(separator: "/").last.map(String.init) ?? ""
        return try answer(last == "agent" ? call.text("command") ?? "" : last, call, &cluster)
    }

    private static func answer(
        _ name: String, _ call: Call, _ cluster: inout Cluster
    ) throws(Refusal) -> Output {
        let reference = try call.guest(.machine)
        let guest = try cluster.perform { cluster throws(HostError) in try cluster.requireAgent(reference) }
        let answer = AgentAnswer(guest, at: cluster.now)
        if name == "shutdown" {
            _ = try cluster.perform { cluster throws(HostError) in
                try cluster.shutDown(reference, timeoutSeconds: AgentAnswer.shutDownSeconds)
            }
        }
        return Output(["result": answer.result(of: name)])
    }

    private static let execute: Route = { cluster, call throws(Refusal) in
        let reference = try call.guest(.machine)
        let process = try cluster.perform { cluster throws(HostError) in
            try cluster.execute(
                call.parameters.list("command"), input: call.text("input-data"), in: reference, fault: call.fault)
        }
        return Output(["pid": .integer(process)])
    }

    private static let status: Route = { cluster, call throws(Refusal) in
        let reference = try call.guest(.machine)
        let outcome = try cluster.perform { cluster throws(HostError) in
            try cluster.processOutcome(call.integer("pid") ?? 0, in: reference)
        }
        guard let outcome else { return Output(["exited": 0]) }
        var members: [JSONText.Member] = [.init("exited", 1), .init("exitcode", .integer(outcome.exitCode))]
        if !outcome.output.isEmpty { members.append(.init("out-data", .string(outcome.output))) }
        if !outcome.errors.isEmpty { members.append(.init("err-data", .string(outcome.errors))) }
        return Output(.object(members))
    }

    /// The largest file that Proxmox reads, in bytes.
    private static let readLimitBytes = 16 * 1024 * 1024

    private static let readFile: Route = { cluster, call throws(Refusal) in
        let reference = try call.guest(.machine)
        let text = try cluster.perform { cluster throws(HostError) in
            try cluster.readFile(call.text("file") ?? "", in: reference)
        }
        let bytes = Data(text.utf8).dropFirst(call.integer("offset") ?? 0)
        let part = Data(bytes.prefix(call.integer("count") ?? readLimitBytes))
        let isDecoded = call.parameters.flag("decode") ?? true
        let content = isDecoded ? String(decoding: part, as: UTF8.self) : part.base64EncodedString()
        var members: [JSONText.Member] = [
            .init("content", .string(content)), .init("bytes-read", .integer(part.count)),
        ]
        if part.count < bytes.count { members.append(.init("truncated", 1)) }
        return Output(.object(members))
    }

    private static let writeFile: Route = { cluster, call throws(Refusal) in
        let reference = try call.guest(.machine)
        var text = call.text("content") ?? ""
        if call.parameters.flag("encode") == false {
            guard let bytes = Data(base64Encoded: text, options: .ignoreUnknownCharacters) else {
                throw .failed("Agent error: Invalid base64 data for 'buf-b64'")
            }
            text = String(decoding: bytes, as: UTF8.self)
        }
        let content = text
        try cluster.perform { cluster throws(HostError) in
            try cluster.writeFile(call.text("file") ?? "", content, in: reference)
        }
        return .nothing
    }
}
