import PhoenixModel
import PhoenixPorts
import Testing

/// The real hosts that a test uses: one test at a time, and none of its guests stays there.
actor UsedHosts {
    @TaskLocal static var current: UsedHosts?
    private var hosts: [Staging] = []

    func take(_ host: Staging) async {
        if hosts.isEmpty { await Turn.shared.begin() }
        hosts.append(host)
    }

    /// Removes every guest with the numbers of these hosts, whoever of the contract it belongs to.
    func leave() async {
        guard !hosts.isEmpty else { return }
        for host in hosts {
            do {
                for guest in try await host.driver.observe(Interest()).guests where host.owns(guest) {
                    try await host.remove(guest)
                }
            } catch {
                Issue.record("guests \(host.firstNumber) and the next are still there: \(error)")
            }
        }
        hosts = []
        await Turn.shared.end()
    }
}

extension Staging {
    /// Numbers are given out by tens.
    fileprivate func owns(_ guest: ObservedGuest) -> Bool {
        (firstNumber..<firstNumber + 10).contains(guest.id.number) && guest.mark != nil
    }

    fileprivate func remove(_ guest: ObservedGuest) async throws {
        let fence = guest.mark.map { Fence.marked($0.fleet, $0.guest, claim: $0.claim) } ?? .vacant
        if guest.power == .running { try await done(.shutDown(guest.reference, timeoutSeconds: 10), fence) }
        try await done(.destroy(guest.reference), fence)
    }
}

/// Whose turn it is on the one real host.
private actor Turn {
    static let shared = Turn()
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func begin() async {
        if isTaken { await withCheckedContinuation { waiting.append($0) } }
        isTaken = true
    }

    func end() {
        isTaken = false
        if !waiting.isEmpty { waiting.removeFirst().resume() }
    }
}

/// Leaves no guests behind on a real host.
struct LeavesNothing: SuiteTrait, TestTrait, TestScoping {
    let isRecursive = true

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let hosts = UsedHosts()
        do {
            try await UsedHosts.$current.withValue(hosts) { try await function() }
        } catch {
            await hosts.leave()
            throw error
        }
        await hosts.leave()
    }
}

extension Trait where Self == LeavesNothing {
    static var leavesNothing: LeavesNothing { LeavesNothing() }
}
