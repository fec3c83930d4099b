import ArgumentParser
import JSONSchema
import PhoenixJournal
import PhoenixModel
import PhoenixReport
import PhoenixRun

/// `phoenix history`: the runs of this state directory, newest first.
struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Show what was done, newest run first.")

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "How many runs to show.")
    var limit = 20

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit is \(limit); give a whole number above 0") }
    }

    mutating func run() async throws {
        let console = Console()
        let entries = try Self.history(settings)?.runs(limit: limit) ?? []
        switch output.output {
        case .json: console.write(json(of: entries).prettyText + "\n")
        case .text: console.write(text(of: entries, style: console.style))
        }
    }

    /// Nil if nothing was ever recorded there.
    static func history(_ options: SettingsOptions) throws(Failure) -> JournalHistory? {
        let settings = try options.resolved()
        guard let directory = StateDirectory(existing: settings.stateDirectory) else { return nil }
        return try JournalHistory(directory)
    }
}
