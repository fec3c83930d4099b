import PhoenixModel

/// Takes a feature away: run its script, then drop its receipt.
struct RemovalProcedure: GuestProcedure {
    let removal: FeatureRemoval
    private var hasRun = false

    init(removal: FeatureRemoval) {
        self.removal = removal
    }

    mutating func begin(at now: Instant) -> ProcedureMove {
        let run = ScriptRun(
            purpose: .remove(removal.name), script: removal.remove, parameters: [],
            timeoutSeconds: removal.timeoutSeconds)
        return .command(.run(run), label: "remove")
    }

    mutating func advance(_ result: CommandResult, at now: Instant) -> ProcedureMove {
        switch (hasRun, result) {
        case (false, .ended(0, _)):
            hasRun = true
            return .command(.removeReceipt(.feature(removal.name)), label: "receipt")
        case (true, .ended(0, _)): return .succeed(note: nil)
        case (false, .ended(let code, let lines)):
            return .fail(
                .script(.remove(removal.name), path: removal.remove.path, exitCode: code, lastLines: lines))
        default: return .fail(.receiptUnusable(.feature(removal.name), result))
        }
    }
}
