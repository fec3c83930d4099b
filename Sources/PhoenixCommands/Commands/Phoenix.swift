package import ArgumentParser
import Foundation
import PhoenixModel
import PhoenixReport

/// The command line: one file a command below this one.
package struct Phoenix: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "phoenix",
        abstract: "Turns a Git repository of JSON files into running containers and machines on Proxmox VE.",
        discussion: """
            Exit codes: 0 as wished, 1 failed, 2 usage, 3 invalid repository, 4 changes pending (plan --exit-code), \
            5 blocked, 6 host or Git unreachable.
            """,
        version: "phoenix \(version)",
        subcommands: [
            InitCommand.self, ValidateCommand.self, ShowCommand.self, PlanCommand.self, SyncCommand.self,
            WatchCommand.self, StatusCommand.self, HistoryCommand.self, LogsCommand.self, SimulateCommand.self,
            SimulatorCommand.self, SnapshotHostCommand.self, DoctorCommand.self, SchemaCommand.self,
        ])

    /// The version of this program.
    package static let version = "0.1.0"

    /// What commands need for sure: begun before there are threads and before the arguments are read, and not waited for.
    private static let preparations = ["sync": SyncCommand.prepare, "validate": ValidateCommand.prepare]

    package init() {}

    /// Runs the command that the arguments name, and ends the process with its exit code.
    ///
    /// Away from the main thread, where nothing has to be done: going back there to end would cost a new thread.
    package static func start() async -> Never {
        let arguments = Array(CommandLine.arguments.dropFirst())
        arguments.first.flatMap { preparations[$0] }?()
        await run(arguments)
    }

    @concurrent private static func run(_ arguments: [String]) async -> Never {
        do {
            var command = try command(from: arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            Foundation.exit(PhoenixExit.asWished.rawValue)
        } catch let failure as Failure {
            let console = Console()
            console.writeError(text(of: failure, style: console.errorStyle))
            Foundation.exit(failure.exit.rawValue)
        } catch {
            end(error)
        }
    }

    /// The command that the arguments name.
    ///
    /// The one that the first word names is asked first, which saves a sync a tenth of its time. What it does not take by
    /// itself, such as a cry for help, is left to the root, which knows how to explain it.
    private static func command(from arguments: [String]) throws -> any ParsableCommand {
        if let named = subcommand(arguments.first), let command = try? named.parseAsRoot(Array(arguments.dropFirst())) {
            return command
        }
        return try parseAsRoot(arguments)
    }

    private static func subcommand(_ name: String?) -> (any ParsableCommand.Type)? {
        name.flatMap { name in configuration.subcommands.first { $0.configuration.commandName == name } }
    }

    /// What the argument parser has to say: help and version are no errors, everything else is wrong usage.
    private static func end(_ error: any Error) -> Never {
        let code = exitCode(for: error)
        let message = fullMessage(for: error)
        let console = Console()
        if code == .success {
            console.write(message.isEmpty ? "" : message + "\n")
        } else {
            console.writeError(message.isEmpty ? "" : message + "\n")
        }
        Foundation.exit(code == .validationFailure ? PhoenixExit.usage.rawValue : code.rawValue)
    }
}
