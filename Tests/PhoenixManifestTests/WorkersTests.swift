import Dispatch
import PhoenixManifest
import PhoenixModel
import Testing

@Suite("Workers")
struct WorkersTests {
    @Test("agree with a single one on a valid fleet", arguments: Self.several)
    func agreeOnValidFleet(_ workers: Workers) throws {
        let tree = Self.fleet(of: 200).tree
        let one = read(tree)
        let shared = read(tree, workers: workers)
        #expect(one.desired != nil)
        #expect(shared.desired == one.desired)
        #expect(shared.diagnostics == one.diagnostics)
        for (id, _) in one.explainableGuests { #expect(shared.explain(id) == one.explain(id)) }
    }

    @Test("find the same on a fleet with mistakes at every stage", arguments: Self.several)
    func agreeOnMistakes(_ workers: Workers) throws {
        var repository = Self.fleet(of: 200)
        for id in stride(from: 1_000, to: 1_200, by: 7) {
            repository = repository.copy(id, of: 100, "\"nodee\": 1", "\"profiles\": [\"none\"]", "\"swap_mb\": \"x\"")
        }
        for id in stride(from: 1_003, to: 1_200, by: 11) {
            repository = repository.copy(id, of: id + 1, "\"features\": [\"absent\", \"absent\"]", "\"count\": 2")
        }
        let one = read(repository.tree)
        #expect(Set(one.diagnostics.map(\.rule)).count > 5)
        #expect(read(repository.tree, workers: workers).diagnostics == one.diagnostics)
    }

    @Test("stop at the same problem where there are too many", arguments: Self.several)
    func agreeOnTheLimit(_ workers: Workers) {
        var repository = Self.fleet(of: 10)
        for id in 1_000..<1_900 {
            repository = repository.copy(id, of: 5, "\"x\": 1", "\"count\": 2", "\"firewall\": {\"rules\": [{}]}")
        }
        let one = read(repository.tree)
        #expect(one.diagnostics.last?.rule == "too-many-problems")
        #expect(read(repository.tree, workers: workers).diagnostics == one.diagnostics)
    }

    @Test("answer in the order of the pieces", arguments: Self.several)
    func keepOrder(_ workers: Workers) {
        #expect(workers.map(Array(0..<1_000)) { $0 * 2 } == (0..<1_000).map { $0 * 2 })
    }

    @Test("leave nothing out and do nothing twice", arguments: [0, 1, 15, 16, 17, 999, 5_000, 123_457])
    func cutCompletely(_ count: Int) {
        for workers in Self.several + [.one] {
            #expect(workers.pieces(of: count).flatMap(Array.init) == Array(0..<count))
        }
    }

    /// Threads, and one who begins at the end.
    private static let several = [
        Workers(count: 4) { count, body in DispatchQueue.concurrentPerform(iterations: count, execute: body) },
        Workers(count: 3) { count, body in for piece in (0..<count).reversed() { body(piece) } },
    ]

    /// A source and copies of it with everything that is resolved: features, firewall, network, application.
    private static func fleet(of count: Int) -> Repository {
        var repository = lab.feature("docker", "\"pct_options\": [\"nesting=1\"]").feature("tools")
            .application("web", "\"requires\": [\"tools\"]")
            .container(100, "\"features\": [\"docker\"]", "\"template_snapshot_name\": \"base\"")
        for place in 0..<count {
            let own = [
                "\"features\": [\"tools\"]", "\"application\": \"web\"", "\"features\": [\"docker\", \"tools\"]",
                "\"firewall\": { \"rules\": [{ \"type\": \"in\", \"action\": \"ACCEPT\", \"source\": \"10.0.0.0/8\" }] }",
            ][place % 4]
            repository = repository.copy(
                1_000 + place, of: 100, own, "\"network_config\": { \"ip\": \"192.168.9.\(place % 250 + 2)/24\" }",
                "\"mac_address\": \"52:54:00:00:\(place / 90 + 10):\(place % 90 + 10)\"")
        }
        return repository
    }
}
