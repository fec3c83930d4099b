import PhoenixModel

/// The calls of a machine's guest agent (behaviour 11.3).
enum AgentCalls {
    /// `…/agent/exec`: begins a command.
    static func execute(_ arguments: [String], input: String, in guest: GuestReference) -> Endpoint<Process> {
        var form = ProxmoxForm()
        for word in GuestProgram.words(arguments) { form.add("command", word) }
        form.add("input-data", input.isEmpty ? nil : input)
        return Endpoint(.post, "/nodes/\(guest.node)/qemu/\(guest.id)/agent/exec", form)
    }

    struct Process: Decodable, Sendable {
        let pid: LenientInteger
    }

    /// `…/agent/exec-status`: how the command stands. The agent tells an end once.
    static func status(of process: Int, in guest: GuestReference) -> Endpoint<Status> {
        Endpoint(.get, "/nodes/\(guest.node)/qemu/\(guest.id)/agent/exec-status", ["pid": "\(process)"])
    }

    struct Status: Decodable, Sendable {
        let exited: LenientFlag
        let exitcode: LenientInteger?
        /// The signal that ended it, instead of an exit code.
        let signal: LenientInteger?
        let outData: String?
        let errData: String?

        private enum CodingKeys: String, CodingKey {
            case exited, exitcode, signal
            case outData = "out-data"
            case errData = "err-data"
        }
    }

    /// `…/agent/file-write`: makes a file of a text, which must be ASCII.
    static func write(_ text: String, to path: String, in guest: GuestReference) -> Endpoint<NoAnswer> {
        Endpoint(.post, "/nodes/\(guest.node)/qemu/\(guest.id)/agent/file-write", ["file": path, "content": text])
    }
}
