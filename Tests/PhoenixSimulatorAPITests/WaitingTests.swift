import PhoenixModel
import PhoenixSimulator
import PhoenixSimulatorAPI
import Synchronization
import Testing

/// Time at the second door.
@Suite("How time passes for clients of the API")
struct WaitingTests {
    private static let container = [
        "vmid": "101", "ostemplate": "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst", "rootfs": "local-lvm:4",
        "hostname": "web", "memory": "256",
    ]

    @Test("Who looks at a task sees its end at once, and the cluster's clock has moved")
    func taskEnds() async throws {
        let client = try Client()
        let before = client.api.cluster.now
        let created = await client.post("/nodes/pve1/lxc", Self.container)
        #expect(await client.exitStatus(created) == "OK")
        #expect(client.api.cluster.now == before.adding(seconds: 2))
    }

    @Test("A change waits for the worker that holds the guest, and is made then")
    func lockIsWaitedFor() async throws {
        let client = try Client()
        #expect(await client.exitStatus(await client.post("/nodes/pve1/lxc", Self.container)) == "OK")
        _ = await client.post("/nodes/pve1/lxc/101/status/start")
        let changed = await client.put("/nodes/pve1/lxc/101/config", ["memory": "300"])
        #expect(changed.status == 200)
        #expect(client.api.cluster.guests.values.first?.running != nil, "the start has ended meanwhile")
    }

    @Test("A worker that holds the guest for too long is not waited for: ten seconds, then the lock's file is named")
    func lockTimesOut() async throws {
        let client = try Client()
        #expect(await client.exitStatus(await client.post("/nodes/pve1/lxc", Self.container)) == "OK")
        client.api.change { $0.add(Fault(operation: .change(.start), kind: .slow(seconds: 60))) }
        _ = await client.post("/nodes/pve1/lxc/101/status/start")
        let before = client.api.cluster.now
        let refused = await client.put("/nodes/pve1/lxc/101/config", ["memory": "300"])
        #expect(refused.status == 500)
        #expect(refused.reason == "can't lock file '/run/lock/lxc/pve-config-101.lock' - got timeout")
        #expect(client.api.cluster.now == before.adding(seconds: 10))
    }

    @Test("Who asks the same again and again waits for something: time goes on to the next thing that happens")
    func polling() async throws {
        let client = try Client()
        #expect(await client.exitStatus(await client.post("/nodes/pve1/lxc", Self.container)) == "OK")
        _ = await client.post("/nodes/pve1/lxc/101/status/start")
        let first = await client.get("/nodes/pve1/lxc/101/status/current")
        #expect(first.object["status"] as? String == "stopped")
        let second = await client.get("/nodes/pve1/lxc/101/status/current")
        #expect(second.object["status"] as? String == "running")
    }

    @Test("At another pace a span of real time is that many times as long")
    func factor() async throws {
        let elapsed = Mutex(Duration.zero)
        let clock = SimulatedAPI.RealTime(elapsed: { elapsed.withLock { $0 } }, sleep: { _ in })
        let client = try Client(pace: .real(factor: 60), clock: clock)
        let before = client.api.cluster.now
        elapsed.withLock { $0 = .seconds(2) }
        _ = await client.get("/version")
        #expect(client.api.cluster.now == before.adding(seconds: 120))
    }
}
