import PhoenixModel

/// How a guest will be once the steps planned so far are done. Routes advance it as they add steps.
struct Outlook {
    var reference: GuestReference
    /// What will be in force after the next restart.
    var configuration: Configuration
    var isRunning: Bool
    var isTemplate: Bool
    var snapshots: [SnapshotName]
    /// What is installed inside, as far as it is known.
    var applied: [ReceiptSubject: Digest]
    /// Installations that were begun and not checked.
    var begun: Set<ReceiptSubject>
    /// Whether it has already been seen to answer, so that nothing has to wait for it.
    var answers: Bool
    var mark: Mark
    /// Settings that wait for a restart.
    var pendingKeys: [SettingKey]

    /// A guest as it was seen.
    init(_ seen: ObservedGuest, mark: Mark) {
        reference = seen.reference
        configuration = seen.eventualConfiguration
        isRunning = seen.power == .running
        isTemplate = seen.isTemplate
        snapshots = seen.snapshots
        self.mark = mark
        pendingKeys = seen.pendingKeys
        answers = seen.receipts != nil
        if let receipts = seen.receipts {
            let done = receipts.filter { $0.stage == .applied }
            applied = Dictionary(done.map { ($0.subject, $0.digest) }, uniquingKeysWith: { $1 })
            begun = Set(receipts.filter { $0.stage == .begun }.map(\.subject))
        } else {
            applied = mark.applied
            begun = []
        }
    }

    /// A guest just made, stopped, with what its source had inside.
    init(
        new reference: GuestReference, configuration: Configuration, applied: [ReceiptSubject: Digest], mark: Mark
    ) {
        self.reference = reference
        self.configuration = configuration
        isRunning = false
        isTemplate = false
        snapshots = []
        self.applied = applied
        begun = []
        answers = false
        self.mark = mark
        pendingKeys = []
    }
}
