import PhoenixRun
import Testing

@Suite struct WatchMachineTests {
    @Test("Pauses are the interval with at most a tenth of jitter, and differ from one to the next")
    func jitter() {
        var machine = WatchMachine(intervalSeconds: 60, seed: 3)
        let pauses = (1...50).map { _ in machine.pauseMilliseconds(afterReaching: true) }
        #expect(pauses.allSatisfy { (54_000...66_000).contains($0) })
        #expect(Set(pauses).count > 40)
    }

    @Test("While nothing can be reached the pause doubles up to eight times, and is back at once afterwards")
    func unreachable() {
        var machine = WatchMachine(intervalSeconds: 10, seed: 3)
        let factors = (1...5).map { _ in
            Int((Double(machine.pauseMilliseconds(afterReaching: false)) / 10_000).rounded())
        }
        #expect(zip(factors, [2, 4, 8, 8, 8]).allSatisfy { abs($0 - $1) <= 1 }, "\(factors)")
        #expect((9000...11_000).contains(machine.pauseMilliseconds(afterReaching: true)))
    }
}
