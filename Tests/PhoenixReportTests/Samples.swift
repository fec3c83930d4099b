import PhoenixModel
import PhoenixPlanner
import PhoenixTestSupport

/// The moments and plans that these tests speak of.
enum Samples {
    static let start = Instant(milliseconds: 1_767_225_600_000)

    static func after(seconds: Int) -> Instant { start.adding(seconds: seconds) }

    /// Two containers, one of them a copy of the other, on an empty host.
    static var first: Plan {
        plan(
            wish([
                container(101, "web", cloneOf: 900, features: [feature("tools")]),
                container(900, "base", features: [feature("tools")], outcome: .template),
            ]), host())
    }

    /// A container that has more memory in the commit than on the host.
    static var change: Plan {
        var world = PlainHost(host())
        world.perform(plan(wish([container(101, "web", memory: 1024)]), world.state))
        return plan(wish([container(101, "web", memory: 2048)], commit: commit("b")), world.state)
    }

    /// A container that the host has no room for.
    static var blocked: Plan { plan(wish([container(101, "web", memory: 1_024_000)]), host()) }

    static let scriptFailure = Failure(
        .commandFailed, "the installation of tools ended with exit code 7",
        remedy: "read its output, mend features/tools/install.sh, and commit",
        causes: ["no such mirror", "fetching"])

    /// The step of that name.
    static func step(_ name: String, of plan: Plan) -> Step {
        guard let step = plan.steps.first(where: { $0.id.text == name }) else {
            preconditionFailure("the plan has no step \(name), but \(plan.steps.map(\.id.text))")
        }
        return step
    }
}
