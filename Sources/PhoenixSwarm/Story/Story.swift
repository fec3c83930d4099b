package import PhoenixModel
import PhoenixSimulator

/// One random life of a fleet, as data: what is wished for, what goes wrong, who interferes, and when.
package struct Story: Sendable {
    /// Everything is told from it.
    package let seed: UInt64
    /// How large it is.
    package let scale: StoryScale
    /// By which door Phoenix reaches the host.
    package var door = StoryDoor.inProcess
    /// The value of every secret that the commits name.
    package static let secret = "correct-horse-battery-staple"
    /// Whether the host has three nodes instead of one.
    var isCluster: Bool
    /// Whether a linked clone keeps its template from going and stays on its node, as on ZFS and not on LVM-thin.
    var bindsClones: Bool
    /// How many instances of Phoenix work on the host, each with its own journal.
    var instances: Int
    /// The fleets of the commits, the first of which is there from the beginning.
    var commits: [FleetDraft]
    /// Guests that other people have made before, on numbers that the fleet may wish for.
    var strangers: [GuestReference]
    /// What happens beside Phoenix, in the order of time.
    var events: [StoryEvent]
    /// What is left out of what the seed tells: for stories that were made shorter.
    package private(set) var omitted: Set<Part> = []

    /// Something that a story can do without.
    package enum Part: Hashable, Comparable, Sendable {
        case event(Int)
        case guest(GuestID)
        case stranger(GuestID)
        case secondInstance
    }

    /// Whether a commit is pushed that does not descend from the one before: then somebody allows that on purpose.
    var rewritesHistory: Bool {
        events.contains { if case .push(_, from: .some) = $0.happening { true } else { false } }
    }

    /// Everything that could still be left out, the largest first.
    var parts: [Part] {
        let guests = Set(commits.flatMap { $0.guests.map(\.id) }).sorted()
        let all =
            (instances > 1 ? [Part.secondInstance] : []) + guests.map(Part.guest)
            + strangers.map { .stranger($0.id) } + events.indices.map { .event(events[$0].number) }
        return all.filter { !omitted.contains($0) }
    }

    /// The same story without some of its parts.
    package func without(_ parts: Set<Part>) -> Story {
        var story = self
        story.omitted.formUnion(parts)
        for part in parts.sorted() {
            switch part {
            case .event(let number): story.events.removeAll { $0.number == number }
            case .guest(let id): story.commits = story.commits.map { $0.without(id) }
            case .stranger(let id): story.strangers.removeAll { $0.id == id }
            case .secondInstance: story.instances = 1
            }
        }
        return story
    }
}

/// Something that happens beside Phoenix.
struct StoryEvent: Sendable {
    /// Its place among all events that the seed tells.
    var number: Int
    /// Seconds after the story's begin.
    var seconds: Int
    var happening: Happening

    enum Happening: Hashable, Sendable {
        /// A commit is pushed; `from` is the one that it descends from, if not the one before.
        case push(Int, from: Int?)
        case person(HumanAction)
        case fault(Fault)
        /// The power of an instance goes at one of its next calls, and is back after some time.
        case powerCut(instance: Int, calls: Int, Moment, outageSeconds: Int)
        /// An instance is asked to stop, and started again at once.
        case stop(instance: Int)
        /// The next so many questions to Git fail.
        case gitTrouble(GitTrouble, questions: Int)
    }

    enum Moment: Hashable, CaseIterable, Sendable { case beforeEffect, afterEffect }

    enum GitTrouble: Hashable, CaseIterable, Sendable {
        case unreachable
        /// The answer names the commit before.
        case stale
    }
}
