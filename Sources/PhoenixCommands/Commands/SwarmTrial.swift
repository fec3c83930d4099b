import Foundation
import JSONSchema
import PhoenixSwarm

/// `phoenix simulate --swarm`: random stories, and whether every promise was kept in them.
struct SwarmTrial {
    let count: Int
    let seed: UInt64
    let minutes: Int?
    let scale: StoryScale
    let door: StoryDoor
    let omitted: Set<Story.Part>

    /// Plays the stories, shows what came of it, and throws the exit code of a failure if a promise was not kept.
    func run(_ console: Console, _ output: SimulateCommand.Format) async throws {
        let clock = ContinuousClock()
        let began = clock.now
        let end = minutes.map { began.advanced(by: .seconds($0 * 60)) }
        let width = ProcessInfo.processInfo.activeProcessorCount
        let swarm = Swarm(seed: seed, width: width, scale: scale, door: door, omitting: omitted)
        let report = try await swarm.run { number in number < count && end.map { clock.now < $0 } != false }
        let seconds = began.duration(to: clock.now) / .seconds(1)
        switch output {
        case .text: console.write(report.text(seconds: seconds))
        case .markdown: console.write("```\n\(report.text(seconds: seconds))```\n")
        case .json: console.write(json(of: report, seconds: seconds).prettyText + "\n")
        }
        if !report.failures.isEmpty { throw PhoenixExit.failed.error }
    }

    private func json(of report: SwarmReport, seconds: Double) -> JSONText {
        .object([
            .init("seed", .string(String(report.seed))), .init("stories", .integer(report.stories)),
            .init("syncs", .integer(report.syncs)), .init("calls", .integer(report.calls)),
            .init("checks", .integer(report.checks)), .init("trace", .string(report.trace.text)),
            .init("simulated_seconds", .integer(Int(report.simulatedMilliseconds / 1000))),
            .init("milliseconds", .integer(Int(seconds * 1000))),
            .init("never_met", .array(report.neverMet.map(JSONText.string))),
            .init("failures", .array(report.failures.map { json(of: $0) })),
        ])
    }

    private func json(of failure: Performance) -> JSONText {
        .object([
            .init("seed", .string(String(failure.story.seed))),
            .init("without", .array(failure.story.omitted.sorted().map { .string($0.description) })),
            .init(
                "broken",
                .array(
                    failure.breaches.map {
                        .object([.init("promise", .string($0.promise.rawValue)), .init("saw", .string($0.sentence))])
                    })),
            .init("story", .string(failure.story.text)),
        ])
    }
}
