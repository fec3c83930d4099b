import DependencyGraph
import PhoenixModel

/// One feature in the order of its installation.
struct OrderedFeature: Sendable {
    let name: String
    /// The feature whose requirement brought it in; nil if it was asked for.
    let addedFor: String?
}

/// Adds requirements and puts features in order; guests that ask for the same share the work.
struct FeatureOrder {
    private let library: Library
    private var known: [[String]: [OrderedFeature]] = [:]

    init(_ library: Library) {
        self.library = library
    }

    /// The features asked for with everything they require. Requirements go first; of what could go next, that which
    /// the earlier feature of `wished` needs, then the lower name.
    mutating func order(_ wished: [String]) -> [OrderedFeature] {
        if let order = known[wished] { return order }
        let order = computeOrder(wished)
        known[wished] = order
        return order
    }

    private func computeOrder(_ wished: [String]) -> [OrderedFeature] {
        guard !library.isCyclic else { return [] }
        let closure = closure(of: wished)
        let names = closure.keys.sorted { left, right in
            let (first, second) = (closure[left]?.rank ?? 0, closure[right]?.rank ?? 0)
            return first != second ? first < second : left.utf8.lexicographicallyPrecedes(right.utf8)
        }
        let graph = DependencyGraph(names) { library.features[$0]?.goesAfter ?? [] }
        guard case .possible(let order) = graph.order() else { return [] }
        return order.map { OrderedFeature(name: $0, addedFor: closure[$0]?.addedFor) }
    }

    /// Every feature needed, with the place in `wished` of the first feature that needs it.
    private func closure(of wished: [String]) -> [String: (rank: Int, addedFor: String?)] {
        var closure: [String: (rank: Int, addedFor: String?)] = [:]
        for (rank, name) in wished.enumerated() {
            var pending: [(name: String, for: String?)] = [(name, nil)]
            while let next = pending.popLast() {
                guard closure[next.name] == nil, let feature = library.features[next.name] else { continue }
                closure[next.name] = (rank, wished.contains(next.name) ? nil : next.for)
                pending += feature.requires.reversed().map { ($0.name, next.name) }
            }
        }
        return closure
    }
}
