import PhoenixModel
import PhoenixPorts
import PhoenixProxmox
import PhoenixSimulator
import PhoenixTestSupport
import Synchronization
import Testing

@Suite("A look that begins before it is asked for", .timeLimit(.minutes(2)))
struct EarlyLookTests {
    /// A cluster, and a driver that has just begun to look at it.
    private struct Beginning {
        static let made = id(200)

        let lab: ProxmoxLab
        let clock = SetClock()
        let driver: ProxmoxDriver

        init() async throws {
            lab = try await ProxmoxLab(Scenario.homelab, .token)
            driver = ProxmoxDriver(lab.server, as: .token("root@pam!phoenix"), clock: clock)
            driver.lookAhead(at: await clock.now())
            while looks == 0 { await Task.yield() }
        }

        /// How often the whole cluster was looked at.
        var looks: Int { lab.server.counts["GET /cluster/resources"] ?? 0 }

        /// Somebody makes a guest; the answer is how often he looked.
        func makeGuest() async throws -> Int {
            let before = looks
            #expect(try await lab.converge(on: wish([container(200, "plain")])).summary.hasPrefix("converged"))
            return looks - before
        }

        /// The guests that the driver sees now.
        func seen() async throws -> [GuestID] {
            try await driver.observe(Interest()).guests.map(\.id)
        }
    }

    @Test("Who asks first gets it, and the next one a new look")
    func first() async throws {
        let begun = try await Beginning()
        let early = try await begun.driver.observe(Interest())
        #expect(begun.looks == 1)
        #expect(try await begun.driver.observe(Interest()) == early)
        #expect(begun.looks == 2)
    }

    @Test("Who asks late gets a new look")
    func late() async throws {
        let begun = try await Beginning()
        let looks = try await begun.makeGuest()
        begun.clock.advance(seconds: 3)
        #expect(try await begun.seen().contains(Beginning.made))
        #expect(begun.looks == looks + 2)
    }

    @Test("Who asks late does not wait for a look that hangs")
    func hanging() async throws {
        let lab = try await ProxmoxLab(Scenario.homelab, .token)
        let (server, clock) = (HangingServer(lab.server), SetClock())
        let driver = ProxmoxDriver(server, as: .token("root@pam!phoenix"), clock: clock)
        driver.lookAhead(at: await clock.now())
        while !server.hangs { await Task.yield() }
        server.recover()
        clock.advance(seconds: 3)
        #expect(try await driver.observe(Interest()).nodes.map(\.name) == ["pve1"])
    }

    @Test("What Phoenix does or follows before it asks is not missed", arguments: [true, false])
    func afterDeeds(isFollowing: Bool) async throws {
        let begun = try await Beginning()
        _ = try await begun.makeGuest()
        if isFollowing { _ = await begun.driver.look(at: []) } else { _ = await begun.driver.submit([]) }
        #expect(try await begun.seen().contains(Beginning.made))
    }

    @Test("A cluster that was not reached is told of once, and then asked again")
    func unreachable() async throws {
        let server = CountedServer(UnreachableServer())
        let clock = SetClock()
        let driver = ProxmoxDriver(server, as: .root, clock: clock)
        driver.lookAhead(at: await clock.now())
        for asked in 1...2 {
            await #expect(throws: Failure.self) { try await driver.observe(Interest()) }
            #expect(server.counts["GET /cluster/resources"] == asked)
        }
    }
}

/// A server that does not answer until it has recovered, and never what was asked before.
private final class HangingServer: ProxmoxServer {
    private enum State { case silent, asked, recovered }

    private let server: any ProxmoxServer
    private let state = Mutex(State.silent)

    init(_ server: any ProxmoxServer) { self.server = server }

    var hangs: Bool { state.withLock { $0 == .asked } }

    func recover() { state.withLock { $0 = .recovered } }

    func send(_ request: ProxmoxRequest) async throws(ProxmoxError) -> ProxmoxAnswer {
        let answers = state.withLock { state in
            if state == .silent { state = .asked }
            return state == .recovered
        }
        if answers { return try await server.send(request) }
        // Ends when the caller is cancelled.
        try? await Task.sleep(for: .seconds(3_600))
        throw .unreachable("nobody answers")
    }
}

/// A clock that goes on when it is told to.
private final class SetClock: WorldClock {
    private let time = Mutex(Instant(milliseconds: 1_767_225_600_000))

    func advance(seconds: Int) { time.withLock { $0 = $0.adding(seconds: seconds) } }

    func now() async -> Instant { time.withLock { $0 } }

    func sleep(until deadline: Instant) async {}
}
