import PhoenixModel

/// Reads the receipts of many containers with one command for each of their nodes: entering each by itself would take the node
/// half a second of work.
struct ReceiptsRound: Sendable {
    let nodeShell: any NodeShell

    /// By container, what reading its receipts came to.
    func read(_ guests: [GuestReference]) async -> [GuestReference: Result<ReceiptsAnswer, Failure>] {
        let byNode = Dictionary(grouping: guests, by: \.node).sorted { $0.key < $1.key }
        let answers = await concurrently(byNode, limit: callLimit) { node, guests in
            await self.read(guests, on: node)
        }
        return answers.reduce(into: [:]) { $0.merge($1) { $1 } }
    }

    private func read(
        _ guests: [GuestReference], on node: NodeName
    ) async -> [GuestReference: Result<ReceiptsAnswer, Failure>] {
        let command = NodeCommand(
            node: node, words: NodeProgram.words("receipts", guests.map(\.id.description)),
            input: Array(GuestProgram.text.utf8), timeoutSeconds: Self.timeoutSeconds)
        do throws(NodeShellError) {
            let result = try await nodeShell.run(command)
            let printed = Self.results(result.output)
            return Dictionary(
                guests.map { guest in (guest, Self.receipts(printed[guest.id] ?? result.asGuestCall, of: guest)) },
                uniquingKeysWith: { $1 })
        } catch {
            let failure = Failure(error, on: node, isWrite: false, while: "read receipts on node \(node)")
            return Dictionary(guests.map { ($0, .failure(failure)) }, uniquingKeysWith: { $1 })
        }
    }

    /// Eight containers at a time, each for at most twenty seconds: enough for all of a node that is well.
    private static let timeoutSeconds = 120

    private static func receipts(
        _ result: GuestCallResult, of guest: GuestReference
    ) -> Result<ReceiptsAnswer, Failure> {
        let attempt = GuestCall.receipts.attempt(in: guest)
        guard result.exitCode == 0 else { return .failure(Failure(unready: result, while: attempt)) }
        return ReceiptsAnswer(result.output).map { .success($0) }
            ?? .failure(Failure(unreadable: result, while: attempt))
    }

    /// `guest VMID STATUS`, and what was said there with a blank before each line.
    private static func results(_ output: [UInt8]) -> [GuestID: GuestCallResult] {
        var results: [GuestID: GuestCallResult] = [:]
        var guest: (id: GuestID, exitCode: Int)?
        var said: [UInt8] = []
        func close() {
            guard let guest else { return }
            results[guest.id] = GuestCallResult(exitCode: guest.exitCode, output: said, errorOutput: said)
        }
        for line in output.split(separator: UInt8(ascii: "\n")) {
            if line.first == UInt8(ascii: " ") {
                said += line.dropFirst() + [UInt8(ascii: "\n")]
                continue
            }
            close()
            said = []
            let words = String(decoding: line, as: UTF8.self).split(separator: " ")
            guard words.count == 3, let id = Int(words[1]).flatMap(GuestID.init), let exitCode = Int(words[2]) else {
                guest = nil
                continue
            }
            guest = (id, exitCode)
        }
        close()
        return results
    }
}

extension NodeCommandResult {
    /// The program for nodes ended before it came to a guest.
    fileprivate var asGuestCall: GuestCallResult {
        GuestCallResult(exitCode: exitCode == 0 ? 1 : exitCode, output: [], errorOutput: errorOutput)
    }
}
