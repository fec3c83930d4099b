package import PhoenixModel

/// One thing to do, complete: nothing is left to choose when it is performed.
package struct Step: Hashable, Sendable {
    package let id: StepID
    /// The guest it is about, where it is or will be.
    package let guest: GuestReference
    package internal(set) var action: StepAction
    /// Why it is to be done, as part of a sentence.
    package let reason: String
    /// The steps that must have ended well before, ascending.
    package internal(set) var after: [StepID]
    /// Other guests that nobody else may work on meanwhile: a clone locks its source (Proxmox: lock `disk`).
    package let holds: [GuestID]
    /// The state of the guest that this step leaves.
    package let leaves: Lifecycle
    /// For a step inside the guest: the claim under which it works there, which nothing in the guest can be told to look at.
    package internal(set) var claim: Claim?

    /// What it changes on the host; nil for a step inside the guest.
    package var change: Change? { if case .change(let submission) = action { submission.change } else { nil } }

    /// The same step by whoever performs it: without any claim.
    package var unclaimed: Step {
        var step = self
        step.claim = nil
        if case .change(let submission) = action { step.action = .change(submission.unclaimed) }
        return step
    }
}

extension Step {
    /// How long it may take, if nothing has to be tried again.
    var deadlineSeconds: Int {
        switch action {
        case .change(let submission): submission.change.deadlineSeconds
        case .follow: 0
        case .answer(let seconds): seconds
        case .feature(let feature): feature.timeoutSeconds
        case .removeFeature(let removal): removal.timeoutSeconds
        case .application(let application): application.timeoutSeconds
        case .health(let checks):
            checks.reduce(0) { $0 + $1.retries * ($1.intervalSeconds + $1.timeoutSeconds) }
        }
    }
}

/// What a step does.
package enum StepAction: Hashable, Sendable {
    /// A change on the host.
    case change(Submission)
    /// Follow a task that is already at work, whoever began it.
    case follow(TaskID)
    /// Wait until the guest runs commands.
    case answer(timeoutSeconds: Int)
    /// Check, install, check again, leave a receipt.
    case feature(FeatureRequest)
    /// Take a feature away that is no longer wished for.
    case removeFeature(FeatureRemoval)
    /// Run the application's script and leave a receipt.
    case application(ApplicationRequest)
    /// Pass every health check.
    case health([HealthCheck])
}
