import PhoenixModel

/// Waits until the guest runs commands. The waiting itself is the machine's patience with guests that are not ready.
struct AnswerProcedure: GuestProcedure {
    mutating func begin(at now: Instant) -> ProcedureMove { .command(.answer, label: "answer") }

    mutating func advance(_ result: CommandResult, at now: Instant) -> ProcedureMove {
        if case .ended(0, _) = result { return .succeed(note: nil) }
        return .fail(
            Failure(
                .guestNotReady, "the guest answers, but not well (\(result))",
                remedy: "look at its console", disposition: .retry))
    }
}
