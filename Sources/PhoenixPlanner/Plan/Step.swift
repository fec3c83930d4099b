package import PhoenixModel

/// The stable name of a step: the guest's number and what is done, such as `101/feature/docker`.
package struct StepID: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package init(_ guest: GuestID, _ what: String) {
        text = "\(guest)/\(what)"
    }

    package var description: String { text }

    package static func < (left: StepID, right: StepID) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    package init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// One thing to do, complete: nothing is left to choose when it is performed.
package struct Step: Hashable, Sendable {
    package let id: StepID
    /// The guest it is about, where it is or will be.
    package let guest: GuestReference
    package let action: StepAction
    /// Why it is to be done, as part of a sentence.
    package let reason: String
    /// The steps that must have ended well before, ascending.
    package internal(set) var after: [StepID]
    /// Other guests that nobody else may work on meanwhile: a clone locks its source (Proxmox: lock `disk`).
    package let holds: [GuestID]
    /// The state of the guest that this step leaves.
    package let leaves: Lifecycle
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
