import PhoenixModel

extension Failure {
    /// What it means that the API gave no answer about the inside of a guest.
    init(insideGuest error: ProxmoxError, of request: ProxmoxRequest, while attempt: String) {
        guard case .refused(let refusal) = error, refusal.status == 500 else {
            self.init(error, of: request, while: attempt)
            return
        }
        self.init(
            Meaning.insideGuest(refusal.text) ?? .unreadyGuest, refusal.text, while: attempt,
            causes: ["\(refusal.status) \(refusal.text)", "\(request)"])
    }

    /// What it means that a command ended badly without having been Phoenix's program: it never ran.
    init(unready result: GuestCallResult, while attempt: String) {
        let errors = String(decoding: result.errorOutput, as: UTF8.self).split(whereSeparator: \.isNewline)
        let text = errors.suffix(Self.quotedLines).joined(separator: ", ")
        let exit = "exit code \(result.exitCode)"
        self.init(
            Meaning.insideGuest(text) ?? .unreadyGuest, text.isEmpty ? exit : text, while: attempt,
            causes: text.isEmpty ? [exit] : [text, exit])
    }

    /// What it means that Phoenix's program ran and could not begin a script.
    init(complaint result: GuestCallResult, while attempt: String) {
        let text = result.complaint ?? "exit code \(result.exitCode)"
        let (code, remedy, disposition): (Code, String, Disposition) =
            switch result.exitCode {
            case GuestProgramExit.cutOff: (.outcomeUnknown, "nothing: it is sent again", .retry)
            case GuestProgramExit.missingTool: (.commandFailed, "install what is missing in the guest", .stall)
            case GuestProgramExit.noRoom:
                (.commandFailed, "look at /run and /var/lib in the guest: are they full or read-only?", .retry)
            default: (.internalDefect, "report this as a defect of Phoenix", .stall)
            }
        self.init(
            code, "the guest did not \(attempt): \(text)", remedy: remedy, disposition: disposition, causes: [text])
    }

    /// What it means that the program's answer cannot be read.
    init(unreadable result: GuestCallResult, while attempt: String) {
        self.init(
            .guestNotReady, "the guest's answer was not understood when it was asked to \(attempt)",
            remedy: "look at what its 'sh' prints by itself", disposition: .retry,
            causes: [String(String(decoding: result.output.prefix(200), as: UTF8.self).prefix { !$0.isNewline })])
    }

    private init(_ meaning: Meaning, _ text: String, while attempt: String, causes: [String]) {
        self.init(
            meaning.code, "the host did not \(attempt): \(text)", remedy: meaning.remedy,
            disposition: meaning.disposition, causes: causes)
    }

    /// Perl's warnings about locales come before what matters.
    private static let quotedLines = 3
}
