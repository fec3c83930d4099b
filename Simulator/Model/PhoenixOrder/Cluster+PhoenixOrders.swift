import Foundation
package import PhoenixModel

/// What a simulated guest does for Phoenix: on the same runs, with the same rules and faults, as at the door in process.
extension Cluster {
    /// Carries an order out in a guest that takes commands. A fault that strikes it is one that lets it begin.
    mutating func perform(
        _ order: PhoenixOrder, _ fault: Fault.Kind?, in reference: GuestReference
    ) throws(HostError) -> CommandOutcome {
        switch order.verb {
        case .answer: return fault == .taskError ? CommandOutcome(exitCode: 1) : CommandOutcome()
        case .receipts:
            return fault == .taskError ? CommandOutcome(exitCode: 1) : CommandOutcome(output: receipts(in: reference))
        case .prepare: return CommandOutcome()
        case .writeReceipt(let name, let count):
            guard let data = Data(base64Encoded: order.input), data.count == count else { return .cutOff }
            guard fault != .taskError, fault != .storageFull else { return .noRoom }
            guests[reference.id]?.interior.files[InteriorPath.receiptFolder + name + ".json"] =
                String(decoding: data, as: UTF8.self)
            return CommandOutcome()
        case .removeReceipt(let name):
            guard fault != .taskError, fault != .storageFull else { return .noRoom }
            guests[reference.id]?.interior.files[InteriorPath.receiptFolder + name + ".json"] = nil
            return CommandOutcome()
        case .run: return try begin(order, fault, in: reference)
        case .look(let id, let offset): return show(id, from: offset, fault, in: reference.id)
        case .misunderstood(let word):
            return CommandOutcome(exitCode: 64, errors: "phoenix-guest: '\(word)' is not understood\n")
        }
    }

    private func receipts(in reference: GuestReference) -> String {
        let files = guests[reference.id]?.interior.files ?? [:]
        let receipts = files.filter { $0.key.hasPrefix(InteriorPath.receiptFolder) && $0.key.hasSuffix(".json") }
        return receipts.sorted { $0.key < $1.key }.map { "receipt\n" + Self.base64($0.value) }.joined() + "end\n"
    }

    private mutating func begin(
        _ order: PhoenixOrder, _ fault: Fault.Kind?, in reference: GuestReference
    ) throws(HostError) -> CommandOutcome {
        guard case .run(let id, let timeout, let purpose, let count) = order.verb else { return CommandOutcome() }
        if guests[reference.id]?.runs.contains(where: { $0.id == id }) == true { return CommandOutcome() }
        var input = order.input
        let parts = (0..<count).map { "/run/phoenix/incoming/\(id).\($0 + 1)" }
        if !parts.isEmpty { input = parts.map { guests[reference.id]?.interior.files[$0] ?? "?" }.joined() }
        guard let sent = SentScript(base64: input) else { return .cutOff }
        for part in parts { guests[reference.id]?.interior.files[part] = nil }
        if fault == .taskVanishes(.undone) { return CommandOutcome() }
        let run = ScriptRun(
            purpose: purpose, script: Script(path: "script", text: sent.text), parameters: sent.parameters,
            timeoutSeconds: timeout)
        try startRun(
            GuestRequest(guest: reference, command: .run(run), id: id),
            disturbance: fault?.disturbance ?? RunDisturbance())
        return CommandOutcome()
    }

    /// The state and the size of the output, then the output from the offset.
    private mutating func show(
        _ id: GuestRunID, from offset: Int, _ fault: Fault.Kind?, in guest: GuestID
    ) -> CommandOutcome {
        switch fault {
        case .staleRead: return CommandOutcome(output: "running \(offset)\n")
        case .taskError, .taskVanishes:
            guests[guest]?.runs.removeAll { $0.id == id }
            beginNextScript(in: guest)
        default: break  // the others have struck before
        }
        guard let run = guests[guest]?.runs.first(where: { $0.id == id }) else {
            return CommandOutcome(output: "vanished 0\n")
        }
        let state =
            switch run.state {
            case .waiting: "waiting"
            case .working: "running"
            case .ended(let exitCode, _): "ended \(exitCode)"
            }
        let output = run.printed(at: now)
        let window = output.utf8.dropFirst(offset).prefix(Self.windowBytes)
        return CommandOutcome(output: "\(state) \(output.utf8.count)\n" + Self.base64(Array(window)))
    }

    private static let windowBytes = 128 * 1024

    /// When a look at a run that has nothing new to show will have something; nil if it has, or if there is no such run.
    package func awaitedInstant(of order: PhoenixOrder, in guest: GuestID) -> Instant? {
        guard case .look(let id, let offset) = order.verb,
            let run = guests[guest]?.runs.first(where: { $0.id == id }), run.printed(at: now).utf8.count <= offset
        else { return nil }
        switch run.state {
        case .ended: return nil
        case .working(let work): return run.nextInstant(after: now, in: work)
        case .waiting:
            let other = guests[guest]?.runs.first { $0.work?.command.isScript == true }?.work
            return other.flatMap { $0.endsAt > now ? $0.endsAt : nil }
        }
    }

    private static func base64(_ text: String) -> String { base64(Array(text.utf8)) }

    private static func base64(_ bytes: [UInt8]) -> String {
        let text = Data(bytes).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
        return text.isEmpty ? "" : text + "\n"
    }
}

extension GuestRun {
    /// What it has printed until then.
    fileprivate func printed(at now: Instant) -> String {
        let count = work.map { work in lines.indices.prefix { instant(ofLine: $0, in: work) <= now }.count }
        return lines.prefix(count ?? lines.count).map { $0 + "\n" }.joined()
    }

    /// When it prints next, or ends.
    fileprivate func nextInstant(after now: Instant, in work: Work) -> Instant? {
        let next = lines.indices.lazy.map { instant(ofLine: $0, in: work) }.first { $0 > now } ?? work.endsAt
        return next > now ? next : nil
    }
}

extension CommandOutcome {
    fileprivate static let cutOff = CommandOutcome(exitCode: 65, errors: "phoenix-guest: it did not arrive whole\n")
    fileprivate static let noRoom = CommandOutcome(
        exitCode: 73, errors: "phoenix-guest: /var/lib/phoenix/receipts cannot be written\n")
}
