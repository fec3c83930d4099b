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
    ///
    /// - Parameter fault: what strikes it, if it is an order of Phoenix's.
    package mutating func execute(
        _ words: [String], input: String?, in reference: GuestReference, fault: Fault.Kind? = nil
    ) throws(HostError) -> Int {
        let guest = try requireAgent(reference)
        if let order = PhoenixOrder(words, input: input) { return try execute(order, fault, in: reference) }
        if words.isEmpty, input == nil {
            throw HostError(.refused, "command or input-data (or both) required")
        }
        var commands = InteriorCommands(
            guest.interior, hostName: guest.file.current["name"] ?? "localhost", input: input ?? "")
        let outcome = commands.run(words.isEmpty ? ["sh"] : words)
        guests[guest.id]?.interior = commands.interior
        let milliseconds = Int64(timing[.command]) + Int64(min(commands.sleepSeconds, Self.longestSleepSeconds) * 1000)
        let process = nextProcess(in: guest.id)
        remember(
            AgentProcess(id: process, endsAt: now.adding(milliseconds: milliseconds), outcome: outcome), in: guest.id)
        return process
    }

    /// An order that vanishes is carried out or not, and its process is not known any more.
    private mutating func execute(
        _ order: PhoenixOrder, _ fault: Fault.Kind?, in reference: GuestReference
    ) throws(HostError) -> Int {
        let process = nextProcess(in: reference.id)
        if case .taskVanishes(let remainder) = fault, order.isQuick, !order.isLook {
            if remainder == .done { _ = try perform(order, nil, in: reference) }
            return process
        }
        let outcome = try perform(order, fault, in: reference)
        let endsAt = now.adding(milliseconds: Int64(timing[.command]))
        remember(AgentProcess(id: process, endsAt: endsAt, outcome: outcome, isPhoenix: true), in: reference.id)
        return process
    }

    private mutating func nextProcess(in guest: GuestID) -> Int {
        let boots = guests[guest]?.interior.boots ?? 0
        let process = Self.firstProcess + boots * 1000 + (guests[guest]?.running?.startedProcesses ?? 0)
        guests[guest]?.running?.startedProcesses += 1
        return process
    }

    private mutating func remember(_ process: AgentProcess, in guest: GuestID) {
        guests[guest]?.running?.processes.append(process)
        if let count = guests[guest]?.running?.processes.count, count > Self.processLimit {
            guests[guest]?.running?.processes.removeFirst()
        }
    }

    /// More commands whose end nobody asked for are forgotten, the oldest first.
    private static let processLimit = 64
    private static let firstProcess = 700
    /// A day: longer than any client waits.
    private static let longestSleepSeconds = 86_400.0

    /// Whether Phoenix's program runs in a process.
    package func isPhoenix(_ process: Int, in guest: GuestID) -> Bool {
        guests[guest]?.running?.processes.contains { $0.id == process && $0.isPhoenix == true } ?? false
    }

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
