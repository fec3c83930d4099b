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

    @Option(help: ArgumentHelp("The commit that is tried: HEAD unless said.", valueName: "commit"))
    var head: String?

    @Option(help: ArgumentHelp("A folder in the checkout: this one unless said.", valueName: "folder"))
    var checkout: String?

    @Option(
        help: "The host: 'simulated:NAME' or 'simulated:FILE', which is only read; simulated:homelab unless said.")
    var host: String?

    @Option(name: .shortAndLong, help: "How to answer: text, markdown for a pull request's comment, or json.")
    var output = Format.text

    @OptionGroup(title: "Random stories")
    var swarm: SwarmOptions

    @Flag(help: "Treat warnings of the repository as errors.")
    var strict = false

    mutating func run() async throws {
        let console = Console()
        if let stories = try swarm.trial() { return try await stories.run(console, output) }
        let trial = try await Trial.run(
            base: base, head: head ?? "HEAD", checkout: checkout ?? ".",
            host: try Host.openSimulated(host ?? "simulated:homelab", isReadOnly: true),
            isStrict: strict)
        switch output {
        case .text: console.write(text(of: trial, style: console.style))
        case .markdown: console.write(markdown(of: trial))
        case .json: console.write(json(of: trial).prettyText + "\n")
        }
        let exit = trial.outcome.exit
        if exit != .asWished { throw exit.error }
    }

    func validate() throws {
        guard swarm.count != nil else { return }
        if base != nil || head != nil || checkout != nil || host != nil || strict {
            throw ValidationError(
                "--swarm makes its own commits and hosts: leave --base, --head, --checkout, --host and --strict out.")
        }
    }
}
