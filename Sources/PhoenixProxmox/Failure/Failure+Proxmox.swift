package import PhoenixModel

extension Failure {
    /// What it means that a call gave no answer.
    ///
    /// - Parameter attempt: completes "the host did not …", such as `create guest 101`.
    package init(_ error: ProxmoxError, of request: ProxmoxRequest, while attempt: String) {
        switch error {
        case .refused(let refusal): self.init(refusal, of: request, while: attempt)
        case .unreachable(let cause):
            self.init(
                .hostUnreachable, "the host could not be reached to \(attempt)",
                remedy: "check its address, that its web interface answers, and the network between",
                disposition: .retry,
                causes: [cause, "\(request)"])
        case .lost(let cause): self.init(lost: cause, of: request, while: attempt)
        case .unreadable(let cause):
            self.init(
                .internalDefect, "the host's answer to '\(request)' was not understood",
                remedy: "report it with the host's version: it may be newer than this Phoenix", causes: [cause])
        }
    }

    /// What it means that a task ended with this text as its exit status.
    package init(taskExit text: String, of task: TaskID) {
        let meaning = Meaning.of(text) ?? .failedTask
        self.init(
            meaning.code, "the host's task failed: \(text)", remedy: meaning.remedy, disposition: meaning.disposition,
            causes: [text, "task \(task)"])
    }

    private init(_ refusal: Refusal, of request: ProxmoxRequest, while attempt: String) {
        if (502...504).contains(refusal.status) || (596...599).contains(refusal.status)
            || (refusal.status == 595 && request.isWrite)
        {
            self.init(lost: "\(refusal.status) \(refusal.text)", of: request, while: attempt)
            return
        }
        let meaning = Meaning(refusal)
        self.init(
            meaning.code, "the host did not \(attempt): \(refusal.text)", remedy: meaning.remedy,
            disposition: meaning.disposition, causes: ["\(refusal.status) \(refusal.text)", "\(request)"])
    }

    /// Reading can be done again; whether something was changed has to be looked for (behaviour 2.5: a call that takes more
    /// than 30 s is answered with 596 while it goes on running).
    private init(lost cause: String, of request: ProxmoxRequest, while attempt: String) {
        self.init(
            request.isWrite ? .outcomeUnknown : .hostUnreachable,
            request.isWrite
                ? "the connection broke while the host was asked to \(attempt)"
                : "the host did not answer in time when it was asked to \(attempt)",
            remedy: request.isWrite ? "nothing: what became of it is looked for" : "nothing: it is asked again",
            disposition: .retry, causes: [cause, "\(request)"])
    }
}
