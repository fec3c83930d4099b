import ArgumentParser
import JSONSchema
import PhoenixJournal
import PhoenixModel
import PhoenixPlanner
import PhoenixReport
import PhoenixRun

/// `phoenix status`: every guest with its state, seen now.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show every guest with its state, as seen on the host now.")

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: OutputOptions

    mutating func run() async throws {
        let console = Console()
        let workplace = try await Workplace(lookingAt: settings, isStrict: false)
        let sight = try await Sight(workplace)
        try await workplace.host.close()
        guard let plan = sight.plan else {
            try ValidateCommand.answer(sight.diagnostics, output: output.output, console: console)
            return
        }
        let history = try JournalHistory(workplace.directory)
        let newest = try history?.runs(limit: 1).first
        let report = StatusReport(
            plan: plan, subject: sight.commit.subject, failures: try history?.lastFailures() ?? [:],
            stepsAtWork: newest?.ending == nil ? newest?.stepsAtWork ?? [] : [], seenAt: sight.seenAt)
        switch output.output {
        case .json: console.write(report.json.prettyText + "\n")
        case .text:
            console.tellHeldBack(sight)
            console.write(report.text(style: console.style))
        }
    }
}
