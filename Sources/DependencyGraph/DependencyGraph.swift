/// Things of which some must come before others.
///
/// The order in which the nodes are given decides every tie, so the same graph always gives the same answers.
package struct DependencyGraph<Node: Hashable & Sendable>: Sendable {
    /// In the order that decides ties.
    let nodes: [Node]
    /// For each node the places of those that must come before it.
    let prerequisites: [[Int]]

    /// Builds a graph of distinct nodes; prerequisites that are no node are left out.
    package init(_ nodes: [Node], prerequisites: (Node) -> some Sequence<Node>) {
        let places = Dictionary(zip(nodes, nodes.indices), uniquingKeysWith: { first, _ in first })
        self.nodes = nodes
        self.prerequisites = nodes.map { node in
            prerequisites(node).compactMap { places[$0] }
        }
    }

    /// Builds a graph of `0..<count`, whose prerequisites all are such numbers.
    package init(placesIn places: Range<Int>, prerequisites: (Int) -> [Int]) where Node == Int {
        nodes = Array(places)
        self.prerequisites = places.map(prerequisites)
    }

    /// Every node after all its prerequisites, or the cycles that make this impossible.
    package func order() -> Order {
        let order = placesInOrder()
        guard order.count < nodes.count else { return .possible(order.map { nodes[$0] }) }
        return .cyclic(cycles().map { cycle in cycle.map { nodes[$0] } })
    }

    /// The answer to how a graph's nodes can be ordered.
    package enum Order {
        /// Of the nodes whose prerequisites are met, the one given first comes next.
        case possible([Node])
        /// One shortest cycle of each knot: every member is a prerequisite of the one before it, the first of the
        /// last. A cycle begins with the member that was given first.
        case cyclic([[Node]])
    }
}

extension DependencyGraph.Order: Equatable {}
extension DependencyGraph.Order: Sendable {}

extension DependencyGraph {
    /// As many places as can be ordered: all of them exactly if the graph has no cycle.
    private func placesInOrder() -> [Int] {
        var dependents = Array(repeating: [Int](), count: nodes.count)
        var unmet = Array(repeating: 0, count: nodes.count)
        for (place, before) in prerequisites.enumerated() {
            unmet[place] = before.count
            for prerequisite in before { dependents[prerequisite].append(place) }
        }
        var ready = LowestFirst()
        for place in nodes.indices where unmet[place] == 0 { ready.insert(place) }
        var order: [Int] = []
        order.reserveCapacity(nodes.count)
        while let place = ready.removeLowest() {
            order.append(place)
            for dependent in dependents[place] {
                unmet[dependent] -= 1
                if unmet[dependent] == 0 { ready.insert(dependent) }
            }
        }
        return order
    }
}
