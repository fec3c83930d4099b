import DependencyGraph
import Testing

@Suite("A dependency graph")
struct DependencyGraphTests {
    private func order(_ nodes: String, _ edges: [String: String]) -> DependencyGraph<String>.Order {
        DependencyGraph(nodes.map(String.init)) { (edges[$0] ?? "").map(String.init) }.order()
    }

    @Test("keeps the given order where nothing forces another")
    func keepsOrder() {
        #expect(order("cab", [:]) == .possible(["c", "a", "b"]))
    }

    @Test("puts prerequisites first, and of what is free the one given first")
    func ordersByPrerequisites() {
        #expect(order("abcd", ["a": "d", "b": "c"]) == .possible(["c", "b", "d", "a"]))
    }

    @Test("leaves out prerequisites that are no node")
    func ignoresStrangers() {
        #expect(order("ab", ["a": "z"]) == .possible(["a", "b"]))
    }

    @Test("counts a prerequisite that is named twice once for each time")
    func acceptsRepeatedPrerequisites() {
        #expect(order("ab", ["a": "bb"]) == .possible(["b", "a"]))
    }

    @Test("names a node that waits for itself")
    func findsLoop() {
        #expect(order("ab", ["b": "b"]) == .cyclic([["b"]]))
    }

    @Test("names a shortest cycle of each knot, beginning with the member given first")
    func findsCycles() {
        let edges = ["a": "b", "b": "ca", "c": "a", "x": "y", "y": "x", "z": "a"]
        #expect(order("abcxyz", edges) == .cyclic([["a", "b"], ["x", "y"]]))
    }

    @Test("orders a chain of a hundred thousand")
    func ordersLongChain() {
        let graph = DependencyGraph(Array(0..<100_000)) { $0 < 99_999 ? [$0 + 1] : [] }
        #expect(graph.order() == .possible(Array((0..<100_000).reversed())))
    }

    @Test("names a cycle of a hundred thousand")
    func findsLongCycle() {
        let graph = DependencyGraph(Array(0..<100_000)) { [($0 + 1) % 100_000] }
        #expect(graph.order() == .cyclic([Array(0..<100_000)]))
    }

    @Test("gives orders in which nothing stands before its prerequisites", arguments: 0..<50 as Range<UInt64>)
    func ordersRandomGraphs(seed: UInt64) {
        var random = SplitMix(state: seed)
        let count = 1 + Int(random.next() % 40)
        let edges = (0..<count).map { _ in (0..<Int(random.next() % 3)).map { _ in Int(random.next() % UInt64(count)) }
        }
        let answer = DependencyGraph(Array(0..<count)) { edges[$0] }.order()
        switch answer {
        case .possible(let order):
            #expect(Set(order) == Set(0..<count))
            for (place, node) in order.enumerated() {
                #expect(edges[node].allSatisfy { order[..<place].contains($0) }, "seed \(seed)")
            }
        case .cyclic(let cycles):
            #expect(!cycles.isEmpty)
            for cycle in cycles {
                for (place, node) in cycle.enumerated() {
                    #expect(edges[node].contains(cycle[(place + 1) % cycle.count]), "seed \(seed)")
                }
            }
        }
    }
}

/// A small generator whose numbers depend on nothing but its seed (Steele, Lea and Flood, 2014).
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
