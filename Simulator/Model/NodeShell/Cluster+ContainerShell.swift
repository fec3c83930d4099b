import PhoenixModel

extension Cluster {
    /// `pct exec`: a command in a running container, with its output and exit code.
    mutating func execute(
        _ program: GuestProgram, in reference: GuestReference, letsTimePass: Bool
    ) throws(HostError) -> ShellResult {
        if let order = PhoenixOrder(program.words, input: program.input) {
            return try execute(order, in: reference, letsTimePass: letsTimePass)
        }
        let guest = try requireAttachable(reference)
        var commands = InteriorCommands(
            guest.interior, hostName: guest.file.current["hostname"] ?? "CT\(guest.id)", input: program.input)
        let outcome = commands.run(program.words)
        guests[guest.id]?.interior = commands.interior
        advance(to: now.adding(milliseconds: Int64(timing[.command]) + Int64(commands.sleepSeconds * 1000)))
        return ShellResult(exitCode: outcome.exitCode, output: outcome.output, errorOutput: outcome.errors)
    }

    /// `pct push VMID FILE DESTINATION`: the file's content is the input, for the node's own files are not simulated.
    mutating func push(_ program: GuestProgram, to reference: GuestReference) throws(HostError) -> ShellResult {
        let guest = try requireAttachable(reference)
        guard program.words.count == 2, let path = program.words.last, path.hasPrefix("/") else {
            throw HostError(.refused, "400 not enough arguments\npct push <vmid> <file> <destination>")
        }
        guests[guest.id]?.interior.files[path] = program.input
        return ShellResult()
    }

    /// `pct pull VMID PATH DESTINATION`: the content is the output.
    mutating func pull(_ program: GuestProgram, from reference: GuestReference) throws(HostError) -> ShellResult {
        let guest = try requireAttachable(reference)
        guard program.words.count == 2, let path = program.words.first else {
            throw HostError(.refused, "400 not enough arguments\npct pull <vmid> <path> <destination>")
        }
        guard let text = guest.interior.files[path] else {
            throw HostError(.missing, "failed to open \(path): No such file or directory")
        }
        return ShellResult(output: text)
    }

    /// The container, if it runs.
    func requireAttachable(_ reference: GuestReference) throws(HostError) -> Guest {
        let guest = try locate(reference)
        guard let running = guest.running, !running.isGoingDown else {
            throw HostError(.notReady, "container '\(guest.id)' not running!")
        }
        return guest
    }
}
