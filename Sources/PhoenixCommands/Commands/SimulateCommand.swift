import ArgumentParser
import JSONSchema
import PhoenixEngine
import PhoenixModel
import PhoenixReport
import PhoenixSwarm

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

    @Option(
        help: ArgumentHelp("Play this many random stories of fleets, faults and people instead.", valueName: "count"))
    var swarm: Int?

    @Option(help: ArgumentHelp("The first story's seed; the same seed tells the same stories.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Begin no story after this time.", valueName: "minutes"))
    var minutes: Int?

    @Option(help: ArgumentHelp("How many guests each story's fleet has: two to five unless said.", valueName: "count"))
    var guests: Int?

    @Option(help: ArgumentHelp("How long things happen in each story: three hours unless said.", valueName: "hours"))
    var hours: Int?

    @Option(help: ArgumentHelp("Parts of a story to leave out, as a failure names them.", valueName: "parts"))
    var without: String?

    @Flag(help: "Treat warnings of the repository as errors.")
    var strict = false

    mutating func run() async throws {
        let console = Console()
        if let swarm {
            try await SwarmTrial(
                count: swarm, seed: seed, minutes: minutes, scale: StoryScale(guests: guests, hours: hours ?? 3),
                omitted: omitted
            ).run(console, output)
            return
        }
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

    func validate() throws {
        if let swarm, swarm < 1 { throw ValidationError("--swarm takes the number of stories, at least 1.") }
        if let minutes, minutes < 1 { throw ValidationError("--minutes takes a number of minutes, at least 1.") }
        if swarm == nil, minutes != nil || without != nil || guests != nil || hours != nil {
            throw ValidationError("--minutes, --guests, --hours and --without belong to --swarm.")
        }
        if let guests, !(1...10_000).contains(guests) { throw ValidationError("--guests takes 1 to 10000.") }
        if let hours, !(1...10_000).contains(hours) { throw ValidationError("--hours takes 1 to 10000.") }
        if swarm != nil, base != nil { throw ValidationError("--swarm makes its own commits: leave --base out.") }
        _ = try omitted
    }

    private var omitted: Set<Story.Part> {
        get throws {
            Set(
                try (without ?? "").split(separator: ",").map { text in
                    guard let part = Story.Part(text) else {
                        throw ValidationError(
                            "'\(text)' is no part of a story; parts are event-N, guest-N, stranger-N and second-instance."
                        )
                    }
                    return part
                })
        }
    }
}
