import PhoenixModel

/// Passes every health check in order, each with its own number of tries.
struct HealthProcedure: GuestProcedure {
    let checks: [HealthCheck]
    private var place = 0
    private var failures = 0

    init(checks: [HealthCheck]) {
        self.checks = checks
    }

    mutating func begin(at now: Instant) -> ProcedureMove { current() }

    mutating func advance(_ result: CommandResult, at now: Instant) -> ProcedureMove {
        switch result {
        case .ended(0, _):
            place += 1
            failures = 0
            return current()
        case .ended(let code, let lines):
            failures += 1
            let check = checks[place]
            guard failures > check.retries else { return .pause(seconds: check.intervalSeconds) }
            return .fail(
                .script(
                    .health(check.name), path: check.script.path, exitCode: code, lastLines: lines, code: .unhealthy))
        case .paused: return current()
        case .receipts: return .fail(.receiptUnusable(.feature("health"), result))
        }
    }

    private func current() -> ProcedureMove {
        guard place < checks.count else { return .succeed(note: nil) }
        let check = checks[place]
        let run = ScriptRun(
            purpose: .health(check.name), script: check.script, parameters: check.parameters,
            timeoutSeconds: check.timeoutSeconds)
        return .command(.run(run), label: "health-\(place + 1)-\(failures + 1)")
    }
}
