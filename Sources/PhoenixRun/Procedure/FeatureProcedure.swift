import PhoenixModel

/// Brings one feature into a guest: look for its receipt, check, install, check again, leave a receipt.
///
/// Without any receipt a passing check is enough: the feature is there already. With a receipt of another version, or of an
/// installation that only began, a passing check proves nothing, and the script runs.
struct FeatureProcedure: GuestProcedure {
    let feature: FeatureRequest
    let commit: CommitID
    private var stage = Stage.readingReceipts

    private enum Stage { case readingReceipts, checkingBefore, announcing, installing, checkingAfter, recording }

    init(feature: FeatureRequest, commit: CommitID) {
        self.feature = feature
        self.commit = commit
    }

    mutating func begin(at now: Instant) -> ProcedureMove { .command(.readReceipts, label: "receipts") }

    mutating func advance(_ result: CommandResult, at now: Instant) -> ProcedureMove {
        switch (stage, result) {
        case (.readingReceipts, .receipts(let receipts)): return decide(receipts, at: now)
        case (.checkingBefore, .ended(0, _)): return record(.applied, at: now, then: .recording)
        case (.checkingBefore, _): return record(.begun, at: now, then: .announcing)
        case (.announcing, .ended(0, _)):
            stage = .installing
            return run(.install(feature.name), feature.install, label: "install")
        case (.installing, .ended(0, _)):
            stage = .checkingAfter
            return run(.check(feature.name), feature.check, label: "check-after")
        case (.installing, .ended(let code, let lines)):
            return .fail(
                .script(.install(feature.name), path: feature.install.path, exitCode: code, lastLines: lines))
        case (.checkingAfter, .ended(0, _)): return record(.applied, at: now, then: .recording)
        case (.checkingAfter, .ended(let code, let lines)):
            return .fail(
                .script(.check(feature.name), path: feature.check.path, exitCode: code, lastLines: lines))
        case (.recording, .ended(0, _)): return .succeed(note: nil)
        default: return .fail(.receiptUnusable(.feature(feature.name), result))
        }
    }

    private mutating func decide(_ receipts: [Receipt], at now: Instant) -> ProcedureMove {
        guard let receipt = receipts.first(where: { $0.subject == .feature(feature.name) }) else {
            stage = .checkingBefore
            return run(.check(feature.name), feature.check, label: "check-before")
        }
        if receipt.stage == .applied, receipt.digest == feature.digest {
            return .succeed(note: "it has a receipt already")
        }
        return record(.begun, at: now, then: .announcing)
    }

    private mutating func record(_ receiptStage: Receipt.Stage, at now: Instant, then next: Stage) -> ProcedureMove {
        stage = next
        let receipt = Receipt(
            subject: .feature(feature.name), digest: feature.digest, stage: receiptStage, commit: commit,
            writtenAt: now)
        return .command(.writeReceipt(receipt), label: "receipt-\(receiptStage.rawValue)")
    }

    private func run(_ purpose: ScriptRun.Purpose, _ script: Script, label: String) -> ProcedureMove {
        let run = ScriptRun(
            purpose: purpose, script: script, parameters: feature.parameters, timeoutSeconds: feature.timeoutSeconds)
        return .command(.run(run), label: label)
    }
}

extension Failure {
    /// A receipt that could not be read or written.
    static func receiptUnusable(_ subject: ReceiptSubject, _ result: CommandResult) -> Failure {
        Failure(
            .commandFailed, "the receipt of \(subject) could not be read or written in the guest (\(result))",
            remedy: "look at /var/lib/phoenix in the guest: is its disk full or read-only?", disposition: .retry)
    }
}
