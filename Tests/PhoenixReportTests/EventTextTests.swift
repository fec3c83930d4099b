import PhoenixEngine
import PhoenixModel
import PhoenixPlanner
import PhoenixReport
import PhoenixRun
import PhoenixTestSupport
import Testing

struct EventTextTests {
    private let plan = Samples.change

    private func events(_ outcome: StepOutcome = .succeeded(note: nil)) -> [Event] {
        let configure = Samples.step("101/configure", of: plan)
        let mark = Samples.step("101/mark", of: plan)
        return [
            .planned(plan), .run(.stepBegan(configure, attempt: 1, at: Samples.start)),
            .run(.stepEnded(configure, outcome, at: Samples.after(seconds: 75))),
            .run(.stepBegan(mark, attempt: 1, at: Samples.after(seconds: 75))),
            .run(.stepEnded(mark, .succeeded(note: nil), at: Samples.after(seconds: 76))),
        ]
    }

    private func told(_ events: [Event], _ detail: EventText.Detail = .steps) -> [String] {
        var text = EventText(style: .plain, detail: detail)
        return events.flatMap { text.lines(for: $0) }
    }

    @Test("A line for each step, with when and how long")
    func steps() {
        #expect(
            told(events()) == [
                "plan for commit bbbbbbb: 1 to change; 2 steps", "+00:01:15  101 web  configure  done in 1 min 15 s",
                "+00:01:16  101 web  mark  done in 1 s",
            ])
    }

    @Test("A line for each guest")
    func guests() {
        #expect(
            told(events(), .guests) == [
                "plan for commit bbbbbbb: 1 to change; 2 steps", "+00:01:16  101 web  done in 1 min 16 s, 2 steps",
            ])
    }

    @Test("What goes wrong is told in both", arguments: [EventText.Detail.steps, .guests])
    func failures(_ detail: EventText.Detail) {
        let lines = told(events(.failed(Samples.scriptFailure)), detail)
        #expect(
            lines[1...4] == [
                "+00:01:15  101 web  configure  failed: the installation of tools ended with exit code 7",
                "            | no such mirror", "            | fetching",
                "            read its output, mend features/tools/install.sh, and commit",
            ])
        let step = Samples.step("101/configure", of: plan)
        #expect(
            told(
                [
                    .planned(plan),
                    .run(
                        .stepRetries(
                            step, Samples.scriptFailure, nextTryAt: Samples.after(seconds: 2), at: Samples.start)),
                ], detail
            ).last == "+00:00:00  101 web  configure  again in 2 s: the installation of tools ended with exit code 7")
        #expect(
            told([.run(.stepEnded(step, .skipped(because: StepID("900/create")), at: Samples.start))], detail)
                == ["+00:00:00  101  configure  skipped, because 900/create did not succeed"])
    }

    @Test("Why nothing new is begun, and where a rollback leads")
    func stops() {
        #expect(
            told([.run(.runStops(.superseded(by: commit("c")), at: Samples.start))]) == [
                "a newer commit ccccccc came; what is in flight is followed to its end"
            ])
        #expect(
            told([.rollingBack(from: commit("a"), to: commit("b"))]) == [
                "commit aaaaaaa failed; leading the fleet back to bbbbbbb, which completed last"
            ])
    }
}
