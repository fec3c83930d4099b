package import PhoenixModel

/// One thing that goes wrong, as data: on which call, for which guest, how often, and how.
package struct Fault: Hashable, Sendable {
    /// Nil: any call.
    package var operation: Operation?
    /// Nil: any guest.
    package var guest: GuestID?
    package var trigger: Trigger
    package var kind: Kind

    package init(operation: Operation? = nil, guest: GuestID? = nil, trigger: Trigger = Trigger(), kind: Kind) {
        self.operation = operation
        self.guest = guest
        self.trigger = trigger
        self.kind = kind
    }

    /// The calls of both ports; changes and commands by their own words.
    package enum Operation: Hashable, Sendable {
        case observe
        case change(Change.Operation)
        case lookAtTask
        case command(Command)
        case lookAtRun

        /// What is asked of a guest's inside.
        package enum Command: String, Hashable, Sendable, CaseIterable {
            case answer
            case readReceipts = "read-receipts"
            case writeReceipt = "write-receipt"
            case removeReceipt = "remove-receipt"
            case run
        }
    }

    /// How it goes wrong.
    package enum Kind: Hashable, Codable, Sendable {
        /// The host says no.
        case refused
        /// The call never arrives; the caller cannot know. A served API closes the connection without an answer.
        case lostBeforeEffect
        /// The call takes effect; the caller cannot know. A served API closes the connection without an answer.
        case lostAfterEffect
        /// Somebody holds the configuration for longer than Proxmox waits.
        case lockTimeout
        /// The right was taken away.
        case forbidden
        /// The node does not answer this call.
        case nodeOffline
        /// The task or script fails.
        case taskError
        /// The host forgets the task.
        case taskVanishes(Remainder)
        case storageFull
        /// It takes that much longer.
        case slow(seconds: Int)
        /// Too few of the cluster's nodes hear each other: what would write is refused.
        case quorumLost
        /// The task ends well, and says that something was odd.
        case taskWarnings
        /// The answer of a look is from an earlier one; other calls are not concerned.
        case staleRead
        /// A person makes a machine of their own with the number just before a guest is made with it.
        case numberTaken
        /// A person moves the guest just before; for a clone this and the following are about the guest that is copied.
        case guestMoved(to: NodeName)
        /// A person deletes the guest just before.
        case guestDeleted
        /// A person changes the guest just before.
        case guestChanged(Setting)
        /// A person, or a backup, locks the guest just before.
        case guestLocked(reason: String)
    }

    /// What becomes of a vanished task's work.
    package enum Remainder: String, Hashable, Codable, Sendable, CaseIterable {
        /// It is done all the same.
        case done
        /// Nothing remains of it.
        case undone
        /// It stays as it was when the worker died, its lock included.
        case abandoned
    }
}

extension Fault.Operation: CaseIterable, Codable, CustomStringConvertible {
    package static var allCases: [Fault.Operation] {
        [.observe, .lookAtTask, .lookAtRun] + Change.Operation.allCases.map { .change($0) }
            + Command.allCases.map { .command($0) }
    }

    /// `observe`, `look-at-task`, `look-at-run`, the word of a change (`create`) or of a command (`run`).
    package var description: String {
        switch self {
        case .observe: "observe"
        case .change(let operation): operation.rawValue
        case .lookAtTask: "look-at-task"
        case .command(let command): command.rawValue
        case .lookAtRun: "look-at-run"
        }
    }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let operation = Self.allCases.first(where: { $0.description == text }) else {
            let known = Self.allCases.map(\.description).joined(separator: ", ")
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "'\(text)' is no operation; there are \(known)"))
        }
        self = operation
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Fault: Codable {
    private enum Keys: String, CodingKey, CaseIterable { case operation, guest, trigger, kind }

    package init(from decoder: any Decoder) throws {
        let fields = try StrictFields<Keys>(decoder, of: "a fault")
        self.init(
            operation: try fields.optional(.operation), guest: try fields.optional(.guest),
            trigger: try fields.value(.trigger, default: Trigger()), kind: try fields.required(.kind))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encodeIfPresent(operation, forKey: .operation)
        try container.encodeIfPresent(guest, forKey: .guest)
        try container.encode(trigger, forKey: .trigger)
        try container.encode(kind, forKey: .kind)
    }
}
