package import PhoenixModel

extension Cluster {
    /// Gives commands to guests, in order.
    package mutating func start(_ requests: [GuestRequest]) -> [Result<Void, Failure>] {
        requests.map { request in
            do throws(Failure) {
                return .success(try start(request))
            } catch {
                return .failure(error)
            }
        }
    }

    private mutating func start(_ request: GuestRequest) throws(Failure) {
        let attempt = "run a command in \(request.guest)"
        let fault = strike(.command(request.command.operation), guest: request.guest.id)?.kind
        if let failure = fault?.failure(while: attempt, on: request.guest) { throw failure }
        let disturbance = fault?.disturbance ?? RunDisturbance()
        if fault != .taskVanishes(.undone) {
            do throws(HostError) {
                try startRun(request, disturbance: disturbance)
            } catch {
                throw Failure(error, while: attempt, waitSeconds: secondsUntilAnswer(of: request.guest, error))
            }
        }
        if fault == .lostAfterEffect { throw .lost(attempt) }
    }

    /// Looks at runs, once each.
    package mutating func look(at runs: [GuestRunReference]) -> [GuestRunSight] {
        runs.map { look(at: $0) }
    }

    private mutating func look(at run: GuestRunReference) -> GuestRunSight {
        let attempt = "show a command in \(run.guest)"
        let fault = strike(.lookAtRun, guest: run.guest.id)?.kind
        if let failure = fault?.failure(while: attempt, on: run.guest) { return .unknown(failure) }
        switch fault {
        case .lostAfterEffect: return .unknown(.lost(attempt))
        case .slow(let seconds): advance(to: now.adding(seconds: seconds))
        case .staleRead: return .running(newLines: [], lookAgainAt: now.adding(seconds: 1))
        case .taskError, .taskVanishes:
            guests[run.guest.id]?.runs.removeAll { $0.id == run.id }
            beginNextScript(in: run.guest.id)
        default: break  // the others have struck before
        }
        do throws(HostError) {
            return try lookAtRun(run.id, in: run.guest)
        } catch {
            return .unknown(Failure(error, while: attempt, waitSeconds: secondsUntilAnswer(of: run.guest, error)))
        }
    }

    /// How long a guest that boots needs until it answers, in whole seconds; nil if nobody knows.
    private func secondsUntilAnswer(of reference: GuestReference, _ error: HostError) -> Int? {
        guard error.kind == .notReady, let running = guests[reference.id]?.running, !running.isGoingDown,
            running.answersAt > now
        else { return nil }
        return Int((running.answersAt.milliseconds(since: now) + 999) / 1000)
    }
}

extension GuestCommand {
    fileprivate var operation: Fault.Operation.Command {
        switch self {
        case .answer: .answer
        case .readReceipts: .readReceipts
        case .writeReceipt: .writeReceipt
        case .removeReceipt: .removeReceipt
        case .run: .run
        }
    }
}

extension Fault.Kind {
    /// What the fault does to a run that it lets begin.
    var disturbance: RunDisturbance {
        var disturbance = RunDisturbance()
        switch self {
        case .taskError:
            disturbance.exitCode = ScriptPlan.failureExitCode
            disturbance.line = "failed by a fault of the scenario"
        case .storageFull:
            disturbance.exitCode = ScriptPlan.failureExitCode
            disturbance.line = "No space left on device"
        case .taskVanishes(let remainder):
            disturbance.isForgotten = true
            if remainder != .done { disturbance.exitCode = ScriptPlan.failureExitCode }
        case .slow(let seconds):
            disturbance.delayMilliseconds = Int64(seconds) * 1000
        default: break  // the others do nothing to the run itself
        }
        return disturbance
    }
}
