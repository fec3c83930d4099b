import ArgumentParser
import JSONSchema
import PhoenixModel
import PhoenixPlanner
import PhoenixReport

/// `phoenix plan`: what a sync would do now.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Show what a sync would do now, and do nothing.")

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: OutputOptions

    @Flag(help: "End with exit code 4 if there are changes to make.")
    var exitCode = false

    @Flag(help: "Treat warnings of the repository as errors.")
    var strict = false

    mutating func run() async throws {
        try await Self.show(settings, output: output.output, isStrict: strict, withExitCode: exitCode)
    }

    /// Shows the plan; also what `sync --dry-run` does.
    static func show(
        _ options: SettingsOptions, output: OutputFormat, isStrict: Bool, withExitCode: Bool
    ) async throws {
        let console = Console()
        let workplace = try await Workplace(lookingAt: options, isStrict: isStrict)
        let sight = try await Sight(workplace)
        try await workplace.host.close()
        guard let plan = sight.plan else {
            try ValidateCommand.answer(sight.diagnostics, output: output, console: console)
            return
        }
        switch output {
        case .json: console.write(json(of: plan).prettyText + "\n")
        case .text:
            console.writeError(text(of: sight.diagnostics, style: console.errorStyle))
            console.tellHeldBack(sight)
            if let note = workplace.host.note { console.writeError(note + "\n") }
            console.write(text(of: plan, style: console.style))
        }
        if plan.guests.contains(where: \.isHeld) { throw PhoenixExit.blocked.error }
        if withExitCode, !plan.steps.isEmpty { throw PhoenixExit.changesPending.error }
    }
}
