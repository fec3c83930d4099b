import PhoenixModel
import PhoenixPlanner
import PhoenixRun
import PhoenixTestSupport
import Testing

/// What is done inside a guest for a feature, told by the labels of its commands: the guest is played by the test.
@Suite struct ProcedureTests {
    /// Plays one feature step to its end against a guest with these receipts, whose scripts end with these codes.
    private func play(receipts: [Receipt], codes: [String: Int]) -> [String] {
        var plain = PlainHost(host())
        plain.perform(plan(wish([container(101, "web")]), plain.state))
        plain.change(id(101)) { $0.receipts = [] }
        let fleet = wish([container(101, "web", features: [feature("docker", version: "2")])])
        var bench = Bench(plan(fleet, plain.state))
        let step = StepID("101/feature/docker")
        var log: [String] = []
        var actions = bench.machine.receive(.began, at: bench.now)
        while true {
            var next: [RunAction] = []
            for action in actions {
                switch action {
                case .start(step, let request):
                    let label = String(request.id.text.split(separator: "-1-").last ?? "")
                    log.append(label)
                    next += bench.machine.receive(.step(step, .started(.success(()))), at: bench.now)
                    let sight: GuestRunSight =
                        request.command == .readReceipts
                        ? .receipts(receipts) : .ended(exitCode: codes[label] ?? 0, newLines: ["\(label) ran"])
                    next += bench.machine.receive(.step(step, .run(sight)), at: bench.now)
                case .record(.stepEnded(step, let outcome, _)):
                    if case .failed(let failure) = outcome {
                        log.append("failed: \(failure.message)")
                    } else {
                        log.append("done")
                    }
                    return log
                default: continue
                }
            }
            guard !next.isEmpty else { return log + ["stuck"] }
            actions = next
        }
    }

    private func receipt(_ version: Character, _ stage: Receipt.Stage) -> Receipt {
        Receipt(
            subject: .feature("docker"), digest: digest(version), stage: stage, commit: commit(),
            writtenAt: Instant(milliseconds: 0))
    }

    @Test("A feature that is not there: check, announce, install, check, receipt")
    func fresh() {
        #expect(
            play(receipts: [], codes: ["check-before": 1])
                == ["receipts", "check-before", "receipt-begun", "install", "check-after", "receipt-applied", "done"])
    }

    @Test("A feature that is there without a receipt is not installed again")
    func found() {
        #expect(play(receipts: [], codes: [:]) == ["receipts", "check-before", "receipt-applied", "done"])
    }

    @Test("A receipt of this very version ends the step at once")
    func applied() {
        #expect(play(receipts: [receipt("2", .applied)], codes: [:]) == ["receipts", "done"])
    }

    @Test("A receipt of another version, or of an installation that only began, proves nothing: the script runs")
    func outdated() {
        let whole = ["receipts", "receipt-begun", "install", "check-after", "receipt-applied", "done"]
        #expect(play(receipts: [receipt("1", .applied)], codes: [:]) == whole)
        #expect(play(receipts: [receipt("2", .begun)], codes: [:]) == whole)
    }

    @Test("A script that fails ends the step with its name; a check that fails after it does so, too")
    func failing() {
        #expect(
            play(receipts: [], codes: ["check-before": 1, "install": 3]).last
                == "failed: the installation of docker ended with exit code 3")
        #expect(
            play(receipts: [], codes: ["check-before": 1, "check-after": 1]).last
                == "failed: the check of docker ended with exit code 1")
        #expect(
            play(receipts: [], codes: ["check-before": 1, "install": 124]).last
                == "failed: the installation of docker took too long and was ended")
    }
}
