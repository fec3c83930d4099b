import PhoenixModel

extension Failure {
    /// What it means that nobody knows how a command on a node ended.
    ///
    /// - Parameter attempt: completes "the host did not …".
    init(_ error: NodeShellError, on node: NodeName, isWrite: Bool, while attempt: String) {
        switch error {
        case .unreachable(let cause):
            self.init(
                .nodeOffline, "the shell of node \(node) could not be reached to \(attempt)",
                remedy: "bring the node back, or mend the way to its shell", disposition: .retry, causes: [cause])
        case .forbidden(let cause):
            self.init(
                .hostForbidden, "the shell of node \(node) lets nobody in to \(attempt)",
                remedy: "check Phoenix's key and the node's host key", causes: [cause])
        case .lost(let cause):
            self.init(
                isWrite ? .outcomeUnknown : .hostUnreachable,
                "the connection to node \(node) broke while it was asked to \(attempt)",
                remedy: isWrite ? "nothing: what became of it is looked for" : "nothing: it is asked again",
                disposition: .retry, causes: [cause])
        }
    }

    /// What it means that a program of Proxmox on a node ended badly: it says so on its error output.
    init(_ result: NodeCommandResult, while attempt: String) {
        let text = String(decoding: result.errorOutput, as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline).map(String.init)
        let meaning = Meaning.of(text) ?? .refusedCommand
        self.init(
            meaning.code, "the host did not \(attempt): \(lines.first ?? "exit code \(result.exitCode)")",
            remedy: meaning.remedy, disposition: meaning.disposition,
            causes: ["exit code \(result.exitCode)"] + lines)
    }
}
