import PhoenixModel

/// What a command in a guest will do, decided when it begins.
struct ScriptPlan {
    var milliseconds: Int64
    /// Nil: what is inside the guest at the end decides.
    var exitCode: Int?
    var lines: [String] = []
    var files: [String: String] = [:]

    /// What `timeout` of coreutils ends with when it had to kill.
    static let timeoutExitCode = 124
    /// What a full disk or a broken script ends with.
    static let failureExitCode = 1
}

extension Cluster {
    /// A rule decides, or what scripts of that purpose usually do; then chance, faults and the timeout.
    mutating func plan(
        _ command: GuestCommand, _ disturbance: RunDisturbance, in guest: GuestReference
    ) -> ScriptPlan {
        guard case .run(let run) = command else {
            return ScriptPlan(milliseconds: Int64(timing[.command]), exitCode: disturbance.exitCode)
        }
        var plan = usualPlan(of: run)
        if let rule = strikingRule(for: run, in: guest) {
            plan.exitCode = rule.exitCode
            plan.files = rule.files
            if !rule.output.isEmpty { plan.lines = rule.output }
            if let seconds = rule.seconds { plan.milliseconds = Int64(seconds) * 1000 }
            if rule.hangs { plan.milliseconds = Int64.max / 4 }
        }
        if let exitCode = disturbance.exitCode {
            plan.exitCode = exitCode
            plan.lines += disturbance.line.map { [$0] } ?? []
        }
        let limit = Int64(run.timeoutSeconds) * 1000
        if plan.milliseconds + disturbance.delayMilliseconds > limit {
            plan.milliseconds = max(0, limit - disturbance.delayMilliseconds)
            plan.exitCode = ScriptPlan.timeoutExitCode
            plan.files = [:]
        }
        return plan
    }

    private mutating func usualPlan(of run: ScriptRun) -> ScriptPlan {
        let milliseconds = Int64(timing.seconds(for: run.purpose)) * 1000
        let spread = milliseconds * Int64(timing.jitterPercent) / 100
        let jitter = spread == 0 ? 0 : Int64(random.next(below: UInt64(2 * spread + 1))) - spread
        return ScriptPlan(milliseconds: milliseconds + jitter, exitCode: nil, lines: run.purpose.usualOutput)
    }

    private mutating func strikingRule(for run: ScriptRun, in guest: GuestReference) -> ScriptRule? {
        for index in scripts.indices where scripts[index].matches(run, in: guest) {
            if scripts[index].trigger.strikes(random: &random) { return scripts[index] }
        }
        return nil
    }
}

extension ScriptRun.Purpose {
    fileprivate var usualOutput: [String] {
        switch self {
        case .check, .health: []
        case .install(let feature): ["installing \(feature)"]
        case .remove(let feature): ["removing \(feature)"]
        case .application(let application): ["starting \(application)"]
        }
    }
}
