package import PhoenixModel

/// What a machine's agent does.
extension Cluster {
    /// The machine, if its agent is there to be asked.
    @discardableResult
    package func requireAgent(_ reference: GuestReference) throws(HostError) -> Guest {
        let guest = try locate(reference)
        guard let agent = guest.file.current["agent"] else {
            throw HostError(.notReady, "No QEMU guest agent configured")
        }
        guard let running = guest.running else { throw HostError(.notReady, "VM \(guest.id) is not running") }
        guard MachineAgent.isEnabled(agent), !running.isGoingDown, !running.isPaused, now >= running.answersAt else {
            throw HostError(.notReady, "QEMU guest agent is not running")
        }
        return guest
    }

    /// Begins a command in a machine and returns its process id.
    package mutating func execute(
        _ words: [String], input: String?, in reference: GuestReference
    ) throws(HostError) -> Int {
        let guest = try requireAgent(reference)
        if words.isEmpty, input == nil {
            throw HostError(.refused, "command or input-data (or both) required")
        }
        var commands = InteriorCommands(
            guest.interior, hostName: guest.file.current["name"] ?? "localhost", input: input ?? "")
        let outcome = commands.run(words.isEmpty ? ["sh"] : words)
        guests[guest.id]?.interior = commands.interior
        let milliseconds = Int64(timing[.command]) + Int64(min(commands.sleepSeconds, Self.longestSleepSeconds) * 1000)
        let endsAt = now.adding(milliseconds: milliseconds)
        let process = Self.firstProcess + guest.interior.boots * 1000 + (guest.running?.startedProcesses ?? 0)
        guests[guest.id]?.running?.startedProcesses += 1
        guests[guest.id]?.running?.processes.append(AgentProcess(id: process, endsAt: endsAt, outcome: outcome))
        if let count = guests[guest.id]?.running?.processes.count, count > Self.processLimit {
            guests[guest.id]?.running?.processes.removeFirst()
        }
        return process
    }

    /// More commands whose end nobody asked for are forgotten, the oldest first.
    private static let processLimit = 64
    private static let firstProcess = 700
    /// A day: longer than any client waits.
    private static let longestSleepSeconds = 86_400.0

    /// How a command ended; nil while it runs. An end is told once.
    package mutating func processOutcome(
        _ process: Int, in reference: GuestReference
    ) throws(HostError) -> CommandOutcome? {
        let guest = try requireAgent(reference)
        guard let found = guest.running?.processes.first(where: { $0.id == process }) else {
            throw HostError(.failed, "Agent error: PID \(process) does not exist")
        }
        guard found.endsAt <= now else { return nil }
        guests[guest.id]?.running?.processes.removeAll { $0.id == process }
        return found.outcome
    }

    /// The text of a file in a machine.
    package func readFile(_ path: String, in reference: GuestReference) throws(HostError) -> String {
        let guest = try requireAgent(reference)
        guard let text = guest.interior.files[path] else {
            throw HostError(
                .failed, "Agent error: failed to open file '\(path)' (mode: 'r'): No such file or directory")
        }
        return text
    }

    /// Writes a file in a machine, over what is there.
    package mutating func writeFile(
        _ path: String, _ text: String, in reference: GuestReference
    ) throws(HostError) {
        let guest = try requireAgent(reference)
        guests[guest.id]?.interior.files[path] = text
    }
}
