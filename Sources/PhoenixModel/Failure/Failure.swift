/// One thing that went wrong, told so that a person and a program both know what comes next.
///
/// It is `Codable` because it is journalled and read after a restart. It never carries a secret's value.
package struct Failure: Error, Sendable, Hashable, Codable {
    /// What kind of failure it is, for programs.
    package var code: Code
    /// What happened, as one sentence without a closing full stop.
    package var message: String
    /// What a person can do about it, as one sentence without a closing full stop.
    package var remedy: String
    /// What Phoenix does next by itself.
    package var disposition: Disposition
    /// The underlying reports, outermost first: each one line.
    package var causes: [String]

    package init(
        _ code: Code, _ message: String, remedy: String, disposition: Disposition = .stall, causes: [String] = []
    ) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.disposition = disposition
        self.causes = causes
    }
}

extension Failure {
    /// The kinds of failure; each is one answer to "who or what has to act".
    package enum Code: String, Sendable, Hashable, Codable, CaseIterable {
        /// The repository cannot be reached, or did not answer in time.
        case gitUnreachable
        /// Git refused the credentials, or they are missing.
        case gitForbidden
        /// The branch, tag or commit does not exist there.
        case gitReferenceMissing
        /// The repository's content cannot be used: too large, corrupt, or not a commit.
        case gitContentRefused
        /// History does not lead from the last applied commit to this one.
        case commitRefused
        /// The host cannot be reached, or did not answer in time.
        case hostUnreachable
        /// The node that would have to act is offline.
        case nodeOffline
        /// The host refused the credentials or the right.
        case hostForbidden
        /// Somebody else holds a lock on the guest, storage or configuration.
        case locked
        /// The guest, snapshot, storage, template or device does not exist.
        case notFound
        /// The identifier or name is already taken.
        case alreadyExists
        /// The host's own state changed in between: read again and decide anew.
        case conflict
        /// The guest does not carry Phoenix's mark, or carries another one.
        case fenced
        /// Another Phoenix works on the guest, or somebody has had a hand in it since it was looked at: look again and decide
        /// anew.
        case overtaken
        /// There is no room: storage, memory or identifiers.
        case noCapacity
        /// The host refused the request as wrong.
        case refused
        /// The host's task ended with an error.
        case taskFailed
        /// It is not known whether the request took effect: it has to be looked for.
        case outcomeUnknown
        /// The guest does not answer yet.
        case guestNotReady
        /// A command in the guest ended with a non-zero exit code.
        case commandFailed
        /// A health check does not pass.
        case unhealthy
        /// It took longer than its deadline.
        case deadlineExceeded
        /// Another Phoenix works with this state directory.
        case stateDirectoryBusy
        /// The state directory cannot be read or written, or its content was not written by this version.
        case stateDirectoryUnusable
        /// The settings of this machine are wrong.
        case settingsInvalid
        /// The repository's content breaks its format.
        case repositoryInvalid
        /// A file named by the user cannot be read or written.
        case fileUnusable
        /// A rule of the program itself was broken: a defect in Phoenix.
        case internalDefect
    }

    /// What follows a failure without anybody's doing.
    package enum Disposition: Sendable, Hashable, Codable {
        /// Try again after a back-off.
        case retry
        /// Come back after this many seconds: something known has to end first.
        case wait(seconds: Int)
        /// Nothing helps but a person or a new commit.
        case stall
    }
}

extension Failure: CustomStringConvertible {
    /// What happened, its causes, and what to do: for logs.
    package var description: String {
        let because = causes.isEmpty ? "" : " (" + causes.joined(separator: "; ") + ")"
        return "\(message)\(because). \(remedy)."
    }
}
