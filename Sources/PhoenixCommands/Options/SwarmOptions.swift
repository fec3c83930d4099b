import ArgumentParser
import PhoenixSwarm

/// What `phoenix simulate --swarm` is told of its stories.
struct SwarmOptions: ParsableArguments {
    @Option(
        name: .customLong("swarm"),
        help: ArgumentHelp("Play this many random stories of fleets, faults and people instead.", valueName: "count"))
    var count: Int?

    @Option(
        help: ArgumentHelp(
            "The first story's seed, 1 unless said; the same seed tells the same stories.", valueName: "number"))
    var seed: UInt64?

    @Option(help: "By which door stories reach their hosts: in-process unless said, or Proxmox's api, which is slower.")
    var door: StoryDoor?

    @Option(help: ArgumentHelp("Begin no story after this time.", valueName: "minutes"))
    var minutes: Int?

    @Option(help: ArgumentHelp("How many guests each story's fleet has: two to five unless said.", valueName: "count"))
    var guests: Int?

    @Option(help: ArgumentHelp("How long things happen in each story: three hours unless said.", valueName: "hours"))
    var hours: Int?

    @Option(help: ArgumentHelp("Parts of a story to leave out, as a failure names them.", valueName: "parts"))
    var without: String?

    /// The stories that are asked for; nil if none are.
    func trial() throws -> SwarmTrial? {
        try count.map { count in
            SwarmTrial(
                count: count, seed: seed ?? 1, minutes: minutes, scale: StoryScale(guests: guests, hours: hours),
                door: door ?? .inProcess, omitted: try omitted)
        }
    }

    func validate() throws {
        if let count, count < 1 { throw ValidationError("--swarm takes the number of stories, at least 1.") }
        if let minutes, minutes < 1 { throw ValidationError("--minutes takes a number of minutes, at least 1.") }
        let isLonely = seed == nil && door == nil && minutes == nil && guests == nil && hours == nil && without == nil
        if count == nil, !isLonely {
            throw ValidationError("--seed, --door, --minutes, --guests, --hours and --without belong to --swarm.")
        }
        if let guests, !(1...10_000).contains(guests) { throw ValidationError("--guests takes 1 to 10000.") }
        if let hours, !(1...10_000).contains(hours) { throw ValidationError("--hours takes 1 to 10000.") }
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

extension StoryDoor: ExpressibleByArgument {}
