import ArgumentParser
import JSONSchema
import PhoenixJournal
import PhoenixModel
import PhoenixReport

/// `phoenix logs GUEST`: what scripts printed in a guest.
struct LogsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: "Show what scripts printed in a guest, oldest first.")

    @Argument(help: "The guest's number.")
    var guest: Int

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "How many of the last records to show.")
    var limit = 500

    func validate() throws {
        guard GuestID(guest) != nil else {
            throw ValidationError("\(guest) is not a guest's number (100 to 999999999)")
        }
        guard limit > 0 else { throw ValidationError("--limit is \(limit); give a whole number above 0") }
    }

    mutating func run() async throws {
        guard let id = GuestID(guest) else { return }
        let console = Console()
        let records = try HistoryCommand.history(settings)?.output(of: id, limit: limit) ?? []
        switch output.output {
        case .json: console.write(json(ofOutput: records).prettyText + "\n")
        case .text: console.write(text(ofOutput: records, style: console.style))
        }
    }
}
