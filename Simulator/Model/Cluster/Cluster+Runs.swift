import PhoenixModel

extension Cluster {
    /// More ended runs than this are of no use to anybody: a guest has one application and a dozen features.
    static let endedRunLimit = 32

    /// Gives a command to a running guest. The same id again joins what is there.
    mutating func startRun(_ request: GuestRequest, disturbance: RunDisturbance = RunDisturbance()) throws(HostError) {
        let guest = try requireAnswering(request.guest)
        if guest.runs.contains(where: { $0.id == request.id }) { return }
        // Who asks anew has the last answer, or has given it up.
        if request.command == .readReceipts { guests[guest.id]?.runs.removeAll(where: \.isAnsweredLook) }
        let hasToWait = request.command.isScript && guest.runs.contains { $0.isUnendedScript }
        let run = GuestRun(id: request.id, state: .waiting(request.command, disturbance))
        guests[guest.id]?.runs.append(run)
        forgetOldRuns(of: guest.id)
        if !hasToWait { beginRun(request.id, command: request.command, disturbance, in: guest.id) }
    }

    /// Shows a run, and hands out the lines that it printed since the last look.
    mutating func lookAtRun(_ id: GuestRunID, in reference: GuestReference) throws(HostError) -> GuestRunSight {
        let guest = try requireAnswering(reference)
        guard let index = guest.runs.firstIndex(where: { $0.id == id }) else { return .vanished }
        let run = guest.runs[index]
        switch run.state {
        case .waiting:
            let other = guest.runs.compactMap(\.work).first { $0.command.isScript }
            return .running(newLines: [], lookAgainAt: other?.endsAt ?? now)
        case .working(let work):
            let printed = run.lines.indices.prefix { run.instant(ofLine: $0, in: work) <= now }.count
            guests[guest.id]?.runs[index].deliveredLines = max(run.deliveredLines, printed)
            let next = printed < run.lines.count ? run.instant(ofLine: printed, in: work) : work.endsAt
            return .running(newLines: Array(run.lines[..<printed].dropFirst(run.deliveredLines)), lookAgainAt: next)
        case .ended(let exitCode, let receipts):
            guests[guest.id]?.runs[index].lines = []
            guests[guest.id]?.runs[index].deliveredLines = 0
            if let receipts { return .receipts(receipts) }
            return .ended(exitCode: exitCode, newLines: Array(run.lines.dropFirst(run.deliveredLines)))
        }
    }

    /// The guest is up and takes commands: machines only through their agent.
    @discardableResult
    private func requireAnswering(_ reference: GuestReference) throws(HostError) -> Guest {
        let guest = try locate(reference)
        guard let running = guest.running else {
            throw HostError(.notReady, "\(guest.title) \(guest.kind == .machine ? "is " : "")not running")
        }
        if guest.kind == .machine, !(guest.file.current["agent"].map(MachineAgent.isEnabled) ?? false) {
            throw HostError(.notReady, "No QEMU guest agent configured")
        }
        guard !running.isGoingDown, now >= running.answersAt else {
            throw HostError(
                .notReady,
                guest.kind == .machine ? "QEMU guest agent is not running" : "\(guest.title) does not answer yet")
        }
        return guest
    }

    private mutating func beginRun(
        _ id: GuestRunID, command: GuestCommand, _ disturbance: RunDisturbance, in guest: GuestID
    ) {
        guard let reference = guests[guest]?.reference,
            let index = guests[guest]?.runs.firstIndex(where: { $0.id == id })
        else { return }
        let plan = plan(command, disturbance, in: reference)
        let endsAt = now.adding(milliseconds: plan.milliseconds + disturbance.delayMilliseconds)
        let work = GuestRun.Work(
            command: command, begunAt: now, endsAt: endsAt, exitCode: plan.exitCode, files: plan.files,
            isForgotten: disturbance.isForgotten)
        guests[guest]?.runs[index].state = .working(work)
        guests[guest]?.runs[index].lines = plan.lines
        if case .run(let script) = command { guests[guest]?.noteBegin(of: script) }
        agenda.add(.runEnds(guest, id), at: endsAt)
    }

    mutating func endRun(_ id: GuestRunID, in guest: GuestID) {
        guard let index = guests[guest]?.runs.firstIndex(where: { $0.id == id }),
            let work = guests[guest]?.runs[index].work, work.endsAt <= now
        else { return }
        guests[guest]?.finishRun(at: index, work)
        if work.isForgotten { guests[guest]?.runs.remove(at: index) }
        if work.command.isScript { beginNextScript(in: guest) }
    }

    /// Lets the script begin that waited longest, unless another is at work.
    mutating func beginNextScript(in guest: GuestID) {
        guard let next = guests[guest]?.runs.first(where: { $0.isUnendedScript }),
            case .waiting(let command, let disturbance) = next.state
        else { return }
        beginRun(next.id, command: command, disturbance, in: guest)
    }

    private mutating func forgetOldRuns(of id: GuestID) {
        guard let runs = guests[id]?.runs, runs.count > Self.endedRunLimit,
            let oldest = runs.firstIndex(where: \.isEnded)
        else { return }
        guests[id]?.runs.remove(at: oldest)
    }
}

/// The `agent` setting of a machine.
enum MachineAgent {
    static func isEnabled(_ text: String) -> Bool { PropertyString(text, defaultKey: "enabled").isOn("enabled") }
}
