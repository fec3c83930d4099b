import Foundation
import PhoenixModel
import PhoenixSimulator
import Testing

/// The recorded story, told again to the simulator: what a real Proxmox answered is what the simulator answers.
@Suite("The recording of Proxmox VE 9.2, replayed")
struct RecordingTests {
    /// Requests whose answers were about that machine's past or hardware: only status and keys are compared.
    private static let aboutTheMachine: Set<Int> = [1, 2, 6, 7, 10, 11, 12, 17, 20, 23, 187, 188]
    /// No program of that host could copy a machine's disk; the simulator's can.
    private static let brokenThere: Set<Int> = [162, 163, 164, 166, 167, 168, 169, 171, 172, 173]

    @Test("Status, reason, keys, types and texts are the same")
    func replay() async throws {
        let client = try Client(try RecordedHost.cluster)
        var tasks: [String: String] = [:]
        var differences: [String] = []
        for request in try Recording().requests where !Self.brokenThere.contains(request.number) {
            let path = tasks.reduce(request.path) { $0.replacingOccurrences(of: $1.key, with: $1.value) }
            client.authorization =
                switch request.credentials {
                case .usual: "PVEAPIToken=root@pam!conf=secret"
                case .wrong: "PVEAPIToken=root@pam!conf=00000000-0000-0000-0000-000000000000"
                case .none: nil
                }
            let form = request.form.replacingOccurrences(of: Self.recordedDigest, with: await digest(client))
            let answer = await client.send(request.method, path, query: request.query, body: form)
            if let old = Self.upid(request.body), answer.upid.hasPrefix("UPID:") { tasks[old] = answer.upid }
            differences += compare(request, answer)
        }
        for difference in differences { Issue.record(Comment(rawValue: difference)) }
    }

    /// The digest that was current when the recording used it.
    private static let recordedDigest = "51f7ffab73dbb9fd34305e13a4e75244aa6ca58f"

    private func digest(_ client: Client) async -> String {
        await client.get("/nodes/pve1/lxc/301/config").object["digest"] as? String ?? Self.recordedDigest
    }

    private static func upid(_ body: String) -> String? {
        let value = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
        return (value?["data"] as? String).flatMap { $0.hasPrefix("UPID:") ? $0 : nil }
    }

    private func compare(_ request: Recording.Request, _ answer: Client.Answer) -> [String] {
        let title = "\(request.number) \(request.method) \(request.path) \(request.form)"
        guard answer.status == request.status, Masking.masked(answer.reason) == Masking.masked(request.reason) else {
            return ["\(title): \(request.status) \(request.reason), but \(answer.status) \(answer.reason)"]
        }
        guard let wanted = try? JSONSerialization.jsonObject(with: Data(request.body.utf8), options: .fragmentsAllowed)
        else { return request.body == answer.text ? [] : ["\(title): body '\(answer.text)'"] }
        if Self.aboutTheMachine.contains(request.number) {
            let (left, right) = (Self.keys(wanted), Self.keys(answer.value))
            // The simulated host has no past: a list of what was done there may be empty here.
            if answer.list.isEmpty, answer.object.isEmpty { return [] }
            return left == right ? [] : ["\(title): keys \(left.symmetricDifference(right).sorted())"]
        }
        let (left, right) = (Masking.lines(wanted), Masking.lines(answer.value))
        let missing = left.filter { !right.contains($0) && !$0.contains("Can't exec") }
        let extra = right.filter { !left.contains($0) }
        return missing.isEmpty && extra.isEmpty
            ? [] : ["\(title):\n" + missing.map { "  - \($0)\n" }.joined() + extra.map { "  + \($0)\n" }.joined()]
    }

    /// Every key with the type of its value, whatever the depth.
    private static func keys(_ value: Any?) -> Set<String> {
        switch value {
        case let object as [String: Any]:
            object.reduce(into: []) { keys, member in
                keys.insert("\(member.key): \(type(of: member.value))")
                keys.formUnion(Self.keys(member.value).map { "\(member.key).\($0)" })
            }
        case let list as [Any]: list.reduce(into: []) { $0.formUnion(keys($1)) }
        default: []
        }
    }

    private static func type(of value: Any) -> String {
        switch value {
        case is String: "text"
        case is NSNumber: "number"
        case is [Any]: "list"
        case is [String: Any]: "object"
        default: "null"
        }
    }
}
