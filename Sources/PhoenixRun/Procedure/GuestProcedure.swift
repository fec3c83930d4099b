package import PhoenixModel

/// What is done inside a guest to bring one step to its end: one command after another, each chosen by what the last showed.
///
/// A value without effects; `ProcedureMachine` carries its commands out, with deadlines and second tries.
protocol GuestProcedure: Sendable {
    /// What to do first.
    mutating func begin(at now: Instant) -> ProcedureMove
    /// What to do after the last command ended like this.
    mutating func advance(_ result: CommandResult, at now: Instant) -> ProcedureMove
}

/// The next thing a procedure wants.
enum ProcedureMove: Equatable {
    /// A command; the label tells it from the step's others in run ids and messages.
    case command(GuestCommand, label: String)
    /// Nothing for so many seconds; then `advance` with `.paused`.
    case pause(seconds: Int)
    /// The step is done; the note says what deserves mention.
    case succeed(note: String?)
    case fail(Failure)
}

/// How a command ended.
enum CommandResult: Equatable {
    /// With this exit code; the last lines it printed, oldest first.
    case ended(exitCode: Int, lastLines: [String])
    case receipts([Receipt])
    /// A pause is over.
    case paused
}

extension ScriptRun.Purpose {
    /// For messages: `install of docker`.
    package var text: String {
        switch self {
        case .check(let name): "check of \(name)"
        case .install(let name): "installation of \(name)"
        case .remove(let name): "removal of \(name)"
        case .application(let name): "start of application \(name)"
        case .health(let name): "health check '\(name)'"
        }
    }
}

extension Failure {
    /// A script that did not end well, with the last lines it printed first.
    static func script(
        _ purpose: ScriptRun.Purpose, path: String, exitCode: Int, lastLines: [String], code: Code = .commandFailed
    ) -> Failure {
        let how = exitCode == 124 ? "took too long and was ended" : "ended with exit code \(exitCode)"
        return Failure(
            code, "the \(purpose.text) \(how)", remedy: "read its output, mend \(path), and commit",
            causes: lastLines.reversed())
    }
}
