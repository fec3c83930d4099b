/// Everything that Phoenix asks of the inside of a guest: a value, like `Change`.
package enum GuestCommand: Hashable, Codable, Sendable {
    /// Ends well as soon as the guest can run commands at all.
    case answer
    /// Reads every receipt; the sight carries them.
    case readReceipts
    case writeReceipt(Receipt)
    case removeReceipt(ReceiptSubject)
    /// Runs a script to its end.
    case run(ScriptRun)
}

/// One run of a script in a guest.
package struct ScriptRun: Hashable, Codable, Sendable {
    /// What the script belongs to, and which part it plays.
    package let purpose: Purpose
    package let script: Script
    package let parameters: [Parameter]
    /// After that long the run is ended by force and fails.
    package let timeoutSeconds: Int

    package enum Purpose: Hashable, Codable, Sendable {
        case check(FeatureName)
        case install(FeatureName)
        case remove(FeatureName)
        case application(ApplicationName)
        case health(String)
    }

    package init(purpose: Purpose, script: Script, parameters: [Parameter], timeoutSeconds: Int) {
        self.purpose = purpose
        self.script = script
        self.parameters = parameters
        self.timeoutSeconds = timeoutSeconds
    }
}

/// One command on its way into a guest.
package struct GuestRequest: Hashable, Codable, Sendable {
    package let guest: GuestReference
    package let command: GuestCommand
    /// Chosen by the sender: a second request with the same id joins the first instead of running twice.
    package let id: GuestRunID

    package init(guest: GuestReference, command: GuestCommand, id: GuestRunID) {
        self.guest = guest
        self.command = command
        self.id = id
    }
}

/// Where a run is found.
package struct GuestRunReference: Hashable, Sendable {
    package let guest: GuestReference
    package let id: GuestRunID

    package init(guest: GuestReference, id: GuestRunID) {
        self.guest = guest
        self.id = id
    }
}

/// What a look at a run in a guest shows.
package enum GuestRunSight: Hashable, Codable, Sendable {
    /// Still at work, with the lines since the last look.
    case running(newLines: [String], lookAgainAt: Instant)
    /// Ended, with the lines since the last look.
    case ended(exitCode: Int, newLines: [String])
    /// Ended: the receipts that the guest holds (only for `readReceipts`).
    case receipts([Receipt])
    /// The guest knows no such run: it was restarted, rolled back, or never began it.
    case vanished
    /// The guest could not be asked; `guestNotReady` if it does not answer.
    case unknown(Failure)
}
