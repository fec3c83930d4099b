import PhoenixModel

extension Failure {
    /// The host's refusal of a call, in Phoenix's words; Proxmox's own stand as the cause.
    init(_ error: HostError, while attempt: String, waitSeconds: Int? = nil) {
        let (code, remedy, usual) = Self.meaning(of: error.kind)
        self.init(
            code, "the host did not \(attempt): \(error.text)", remedy: remedy,
            disposition: waitSeconds.map { .wait(seconds: $0) } ?? usual, causes: [error.text])
    }

    /// A task's error: what was wrong with the request stays so, anything else may pass.
    init(task id: TaskID, _ error: HostError) {
        let (code, remedy, usual) = Self.meaning(of: error.kind)
        let isKnown = error.kind == .noSpace || error.kind == .nodeOffline
        self.init(
            isKnown ? code : .taskFailed, "the host's task failed: \(error.text)", remedy: remedy,
            disposition: usual, causes: [error.text, "task \(id)"])
    }

    private static func meaning(of kind: HostError.Kind) -> (Code, String, Disposition) {
        switch kind {
        case .refused: (.refused, "Change what the commit asks for, or prepare the host for it", .stall)
        case .missing: (.notFound, "Create it on the host, or correct its name in the commit", .stall)
        case .exists: (.alreadyExists, "Choose another one, or remove what is there", .stall)
        case .locked, .busy: (.locked, "wait until the host's other work on it has ended", .retry)
        case .forbidden: (.hostForbidden, "give Phoenix's account the right that is named", .stall)
        case .noSpace: (.noCapacity, "make room on the storage, or choose another one", .stall)
        case .nodeOffline: (.nodeOffline, "Bring the node back", .retry)
        case .conflict: (.conflict, "Nothing: the host is looked at again", .retry)
        case .notReady: (.guestNotReady, "look at the guest's console if it stays silent", .retry)
        case .failed, .vanished: (.taskFailed, "Read the task's log on the host", .retry)
        }
    }

    /// The call may or may not have taken effect.
    static func lost(_ attempt: String) -> Failure {
        Failure(
            .outcomeUnknown, "the connection broke while the host was asked to \(attempt)",
            remedy: "nothing: what became of it is looked for", disposition: .retry,
            causes: ["Connection timed out"])
    }
}
