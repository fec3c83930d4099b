import PhoenixEngine
import PhoenixModel
import PhoenixPlanner
import PhoenixReport
import PhoenixTestSupport
import Testing

struct OutcomeTextTests {
    private let failures = [StepFailure(step: StepID(id(101), "feature/tools"), failure: Samples.scriptFailure)]

    @Test("Silence when nothing had to be done")
    func silence() {
        #expect(text(of: SyncOutcome.converged(commit(), changes: 0, plan: Samples.first), style: .plain) == "")
    }

    @Test("Each way to end, in words")
    func endings() {
        func shown(_ outcome: SyncOutcome) -> String { text(of: outcome, style: .plain) }
        #expect(
            shown(.converged(commit(), changes: 9, plan: Samples.first))
                == "completed: 2 guests as commit aaaaaaa wishes, after 9 steps\n")
        #expect(
            shown(.failed(commit(), failures: failures)) == """
                failed: 1 step of commit aaaaaaa failed: 101/feature/tools
                    the next sync tries again what is missing; 'phoenix logs GUEST' shows what scripts printed

                """)
        #expect(
            shown(.rolledBack(from: commit(), to: commit("b"), failures: failures)) == """
                rolled back: commit aaaaaaa failed at 101/feature/tools; the fleet is as bbbbbbb wishes again
                    mend the commit and push a new one

                """)
        #expect(
            shown(.interrupted(commit())) == "stopped: commit aaaaaaa is not applied as a whole; sync again to go on\n")
        #expect(shown(.invalid(commit(), [])) == "invalid: commit aaaaaaa has no problems; nothing was changed\n")
        #expect(
            shown(.blocked(commit(), changes: 0, plan: Samples.blocked)).hasPrefix(
                "blocked: commit aaaaaaa cannot be applied as a whole\n    101 web blocked: it wants 1024000 MiB"))
    }

    @Test("A failure: what happened, the last lines first, and what to do")
    func failure() {
        #expect(
            text(of: Samples.scriptFailure, style: .plain) == """
                error: the installation of tools ended with exit code 7
                    | no such mirror
                    | fetching
                    read its output, mend features/tools/install.sh, and commit

                """)
        var long = Samples.scriptFailure
        long.causes = (1...14).map { "line \($0)" }
        #expect(text(of: long, style: .plain).contains("    | line 10\n    | … 4 more lines\n"))
    }
}
