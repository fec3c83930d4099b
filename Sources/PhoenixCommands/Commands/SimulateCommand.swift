import ArgumentParser
import JSONSchema
import PhoenixEngine
import PhoenixModel
import PhoenixReport

/// `phoenix simulate`: try a commit on a simulated host that is as another commit left it.
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Bring a simulated host to one commit, apply another, and show plan and outcome.",
        discussion: "For pull requests: no hardware, no secrets, no network. Simulated time costs no time.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, markdown, json
    }

    @Option(
        help: ArgumentHelp(
            "The commit that the host starts from; without it the host starts empty.", valueName: "commit"))
    var base: String?

    @Option(help: ArgumentHelp("The commit that is tried.", valueName: "commit"))
    var head = "HEAD"

    @Option(help: ArgumentHelp("A folder in the checkout.", valueName: "folder"))
    var checkout = "."

    @Option(help: "The host: 'simulated:NAME' or 'simulated:FILE', which is only read.")
    var host = "simulated:homelab"

    @Option(name: .shortAndLong, help: "How to answer: text, markdown for a pull request's comment, or json.")
    var output = Format.text

    @Flag(help: "Treat warnings of the repository as errors.")
    var strict = false

    mutating func run() async throws {
        let console = Console()
        let trial = try await Trial.run(
            base: base, head: head, checkout: checkout, host: try Host.openSimulated(host, isReadOnly: true),
            isStrict: strict)
        switch output {
        case .text: console.write(text(of: trial, style: console.style))
        case .markdown: console.write(markdown(of: trial))
        case .json: console.write(json(of: trial).prettyText + "\n")
        }
        let exit = trial.outcome.exit
        if exit != .asWished { throw exit.error }
    }
}
