import ArgumentParser
import JSONSchema
import PhoenixManifest
import PhoenixModel
import PhoenixReport

/// `phoenix validate`: every problem of a repository at once.
struct ValidateCommand: AsyncParsableCommand {
    static func prepare() { HeapUse.grownAtOnce.prepare() }

    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Check a repository's files and show every problem at once.")

    @Argument(help: "The folder to check.")
    var path = "."

    @OptionGroup var output: OutputOptions

    @Flag(help: "Treat warnings as errors.")
    var strict = false

    mutating func run() async throws {
        let (path, options) = (path, ReadingOptions(isStrict: strict))
        // The schemas are compiled while the files are read.
        Task.detached { prepareReading() }
        let reading = try await Threads.run {
            let tree = try FolderTree(path).read(Threads.workers)
            KeptUntilExit.keep(tree)
            return read(tree, options: options, workers: Threads.workers)
        }
        KeptUntilExit.keep(reading)
        let console = Console()
        try Self.answer(reading.diagnostics, output: output.output, console: console)
        if output.output == .text, let desired = reading.desired {
            console.write("valid: \(desired.guests.count) guests in fleet \(desired.fleet)\n")
        }
    }

    /// Shows the problems, and ends the command if there is an error among them.
    static func answer(_ diagnostics: [Diagnostic], output: OutputFormat, console: Console) throws {
        let isInvalid = diagnostics.contains { $0.severity == .error }
        switch output {
        case .json: console.write(json(of: diagnostics).prettyText + "\n")
        case .text:
            console.writeError(text(of: diagnostics, style: console.errorStyle))
            if isInvalid { console.writeError("invalid: \(summary(of: diagnostics))\n") }
        }
        if isInvalid { throw PhoenixExit.invalidRepository.error }
    }
}
