package import PhoenixModel

/// A command that a machine's agent was asked to run, until its end is told.
package struct AgentProcess: Hashable, Codable, Sendable {
    package let id: Int
    package let endsAt: Instant
    package let outcome: CommandOutcome
    /// Whether Phoenix's program runs in it: then faults met the command itself. Nil in what older versions wrote.
    package var isPhoenix: Bool?
}

/// How a command ended and what it printed.
package struct CommandOutcome: Hashable, Codable, Sendable {
    package var exitCode: Int
    package var output: String
    package var errors: String

    package init(exitCode: Int = 0, output: String = "", errors: String = "") {
        self.exitCode = exitCode
        self.output = output
        self.errors = errors
    }

    /// What a shell says of a command that is not there.
    static func unknown(_ name: String) -> CommandOutcome {
        CommandOutcome(exitCode: 127, errors: "\(name): command not found\n")
    }
}
