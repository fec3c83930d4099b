import ArgumentParser
import JSONSchema
import PhoenixJournal
import PhoenixModel
import PhoenixPlanner
import PhoenixReport

/// `phoenix status`: every guest with its state, seen now.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show every guest with its state, as seen on the host now.")

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: OutputOptions

    mutating func run() async throws {
        let console = Console()
        let workplace = try Workplace(settings, isReadOnly: true)
        let sight = try await Sight(workplace, isStrict: false)
        try workplace.host.close()
        guard let plan = sight.plan else {
            try ValidateCommand.answer(sight.diagnostics, output: output.output, console: console)
            return
        }
        let history = try JournalHistory(workplace.directory)
        let report = StatusReport(
            plan: plan, subject: sight.commit.subject, failures: try history?.lastFailures() ?? [:],
            seenAt: sight.seenAt)
        switch output.output {
        case .json: console.write(report.json.prettyText + "\n")
        case .text: console.write(report.text(style: console.style))
        }
    }
}
