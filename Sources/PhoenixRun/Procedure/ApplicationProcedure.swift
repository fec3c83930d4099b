import PhoenixModel

/// Starts the guest's application: look for its receipt, announce, run its script, leave a receipt.
struct ApplicationProcedure: GuestProcedure {
    let application: ApplicationRequest
    let commit: CommitID
    private var stage = Stage.readingReceipts

    private enum Stage { case readingReceipts, announcing, running, recording }

    init(application: ApplicationRequest, commit: CommitID) {
        self.application = application
        self.commit = commit
    }

    private var subject: ReceiptSubject { .application(application.name) }

    mutating func begin(at now: Instant) -> ProcedureMove { .command(.readReceipts, label: "receipts") }

    mutating func advance(_ result: CommandResult, at now: Instant) -> ProcedureMove {
        switch (stage, result) {
        case (.readingReceipts, .receipts(let receipts)):
            let isApplied = receipts.contains {
                $0.subject == subject && $0.stage == .applied && $0.digest == application.digest
            }
            return isApplied ? .succeed(note: "it has a receipt already") : record(.begun, at: now, then: .announcing)
        case (.announcing, .ended(0, _)):
            stage = .running
            let run = ScriptRun(
                purpose: .application(application.name), script: application.run,
                parameters: application.parameters, timeoutSeconds: application.timeoutSeconds)
            return .command(.run(run), label: "run")
        case (.running, .ended(0, _)): return record(.applied, at: now, then: .recording)
        case (.running, .ended(let code, let lines)):
            return .fail(
                .script(
                    .application(application.name), path: application.run.path, exitCode: code, lastLines: lines))
        case (.recording, .ended(0, _)): return .succeed(note: nil)
        default: return .fail(.receiptUnusable(subject, result))
        }
    }

    private mutating func record(_ receiptStage: Receipt.Stage, at now: Instant, then next: Stage) -> ProcedureMove {
        stage = next
        let receipt = Receipt(
            subject: subject, digest: application.digest, stage: receiptStage, commit: commit, writtenAt: now)
        return .command(.writeReceipt(receipt), label: "receipt-\(receiptStage.rawValue)")
    }
}
