import TestPrograms

/// A program that runs to its end.
struct Command {
    var status: Int
    var output: String
    var errors: String

    struct Failed: Error, CustomStringConvertible {
        var description: String
    }

    /// No test waits longer for a program.
    private static let secondsMaximum = 60

    /// Runs `arguments` with an environment of its own; throws if the status is not zero.
    @discardableResult
    static func run(_ arguments: [String], home: String, input: String = "") throws -> String {
        let command = try start(arguments, home: home, input: input)
        guard command.status == 0 else {
            throw Failed(description: "\(arguments) ended with \(command.status): \(command.errors)")
        }
        return command.output
    }

    static func start(_ arguments: [String], home: String, input: String = "") throws -> Command {
        let ending = try RecordedProgram(
            ["timeout", "--signal=KILL", "\(secondsMaximum)"] + arguments, input: Array(input.utf8),
            environment: environment(home: home)
        ).wait()
        return Command(status: ending.status, output: ending.text, errors: ending.errorText)
    }

    /// Nothing of the user's or the machine's Git settings, and always the same author and time.
    static func environment(home: String) -> [String: String] {
        [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": home, "LC_ALL": "C",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0",
            "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org",
            "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org",
            "GIT_AUTHOR_DATE": "1700000000 +0000", "GIT_COMMITTER_DATE": "1700000000 +0000",
        ]
    }
}
