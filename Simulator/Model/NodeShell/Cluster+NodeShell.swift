import PhoenixModel

/// The node's own shell, with stand-ins for Proxmox's programs: what no API gives, such as running a command inside a
/// container.
extension Cluster {
    /// Runs one command as root on a node.
    ///
    /// - Parameter letsTimePass: whether Phoenix's looks at its runs go on until there is something new to show.
    package mutating func run(_ order: ShellOrder, letsTimePass: Bool = false) -> ShellResult {
        let node = order.node.isEmpty ? nodesByName.first?.name ?? "" : NodeName(order.node)
        do throws(HostError) {
            try requireOnline(node)
        } catch {
            return ShellResult(
                exitCode: 255, errorOutput: "ssh: connect to host \(node) port 22: \(error.text)\n")
        }
        let program = order.command.first?.split(separator: "/").last.map(String.init) ?? ""
        let arguments = Array(order.command.dropFirst())
        requester = "root@pam"
        switch program {
        case "pct": return run(GuestProgram(kind: .container, node: node, arguments, order.input), letsTimePass)
        case "qm": return run(GuestProgram(kind: .machine, node: node, arguments, order.input), letsTimePass)
        case "hostname": return ShellResult(output: node.text + "\n")
        case "true", "": return ShellResult()
        case "sh":
            return runNodeProgram(arguments, input: order.input ?? "", on: node)
                ?? ShellResult(exitCode: 127, errorOutput: "sh: a simulated node has no shell\n")
        default:
            return ShellResult(exitCode: 127, errorOutput: "bash: line 1: \(program): command not found\n")
        }
    }

    private mutating func run(_ program: GuestProgram, _ letsTimePass: Bool) -> ShellResult {
        guard let verb = program.verb else {
            return .died("ERROR: no command specified\nUSAGE: \(program.name) <COMMAND> [ARGS] [OPTIONS]")
        }
        if verb == "list" { return list(program) }
        guard let reference = program.guest else {
            return .died("400 not enough arguments\n\(program.name) \(verb) <vmid>")
        }
        do throws(HostError) {
            switch verb {
            case "status": return ShellResult(output: "status: \(try status(of: reference))\n")
            case "config": return ShellResult(output: try configuration(of: reference))
            case "set":
                return try configureByShell(reference) { cluster throws(HostError) in
                    try cluster.set(reference, program)
                }
            case "unlock":
                _ = try locate(reference)
                guests[reference.id]?.file.lock = nil
                return ShellResult()
            case "start": return try waited(for: start(reference))
            case "stop": return try waited(for: stop(reference))
            case "shutdown": return try waited(for: shutDown(reference, timeoutSeconds: 60))
            case "exec" where program.kind == .container:
                return try execute(program, in: reference, letsTimePass: letsTimePass)
            case "push" where program.kind == .container: return try push(program, to: reference)
            case "pull" where program.kind == .container: return try pull(program, from: reference)
            default: return .died("ERROR: unknown command '\(program.name) \(verb)'")
            }
        } catch {
            let isParameter = !error.parameterErrors.isEmpty
            return .died((isParameter ? "400 Parameter verification failed.\n" : "") + error.text)
        }
    }

    /// The programs wait for their tasks.
    private mutating func waited(for task: TaskID) -> ShellResult {
        while let end = tasks[task]?.work?.endsAt, end > now { advance(to: end) }
        guard let status = tasks[task]?.exitStatus, status != "OK" else { return ShellResult() }
        return .died(status)
    }

    private func status(of reference: GuestReference) throws(HostError) -> String {
        try locate(reference).running == nil ? "stopped" : "running"
    }

    /// The settings a line each, as Proxmox's programs print them.
    private func configuration(of reference: GuestReference) throws(HostError) -> String {
        let values = try locate(reference).file.values(of: .merged).filter { $0.key != "digest" }
        return values.map { key, value in
            switch value {
            case .number(let number): "\(key): \(number)\n"
            case .text(let text):
                "\(key): \(key == "description" ? ConfigurationText.encodedComponent(text) : text)\n"
            case .pairs(let lines): lines.map { "\($0.key): \($0.value)\n" }.joined()
            }
        }.joined()
    }

    /// `--memory 512 --delete net1`, by root on the node: nothing is refused for want of rights.
    private mutating func set(_ reference: GuestReference, _ program: GuestProgram) throws(HostError) -> ShellResult {
        var change = ConfigurationUpdate(values: program.options)
        change.deletions = ConfigurationText.list(change.values.removeValue(forKey: "delete") ?? "")
        change.reverts = ConfigurationText.list(change.values.removeValue(forKey: "revert") ?? "")
        change.digest = change.values.removeValue(forKey: "digest")
        change.skipsLock = change.values.removeValue(forKey: "skiplock") == "1"
        guard !change.isEmpty else { throw HostError(.refused, "no options specified") }
        let warnings = try update(reference, change)
        return ShellResult(errorOutput: warnings.map { "\($0)\n" }.joined())
    }

    private func list(_ program: GuestProgram) -> ShellResult {
        let guests = guestsByNumber.filter { $0.kind == program.kind && $0.node == program.node }
        let rows = guests.map { guest in
            let status = guest.running == nil ? "stopped" : "running"
            let name = guest.file.current[program.kind == .container ? "hostname" : "name"] ?? ""
            let id = guest.id.description
            return program.kind == .container
                ? Self.columns([(id, 10), (status, 10), (guest.file.lock ?? "", 12), (name, 0)])
                : Self.columns([(id, 10), (name, 20), (status, 10)])
        }
        let head =
            program.kind == .container
            ? Self.columns([("VMID", 10), ("Status", 10), ("Lock", 12), ("Name", 0)])
            : Self.columns([("VMID", 10), ("NAME", 20), ("STATUS", 10)])
        return ShellResult(output: rows.isEmpty ? "" : ([head] + rows).map { $0 + "\n" }.joined())
    }

    private static func columns(_ cells: [(text: String, width: Int)]) -> String {
        cells.map { $0.text + String(repeating: " ", count: max(0, $0.width - $0.text.count)) }.joined(separator: " ")
    }
}
