extension DependencyGraph {
    /// One shortest cycle of each knot, as places.
    func cycles() -> [[Int]] {
        var search = KnotSearch(prerequisites: prerequisites)
        return search.knots().compactMap { knot in knot.min().flatMap { shortestCycle(from: $0, within: Set(knot)) } }
            .sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// The shortest way from a place back to itself that stays among `members`; breadth first.
    private func shortestCycle(from start: Int, within members: Set<Int>) -> [Int]? {
        var cameFrom: [Int: Int] = [:]
        var queue = [start]
        var next = 0
        while next < queue.count {
            let place = queue[next]
            next += 1
            for prerequisite in prerequisites[place] where members.contains(prerequisite) {
                if prerequisite == start { return path(to: place, from: start, cameFrom) }
                guard cameFrom[prerequisite] == nil else { continue }
                cameFrom[prerequisite] = place
                queue.append(prerequisite)
            }
        }
        return nil
    }

    private func path(to end: Int, from start: Int, _ cameFrom: [Int: Int]) -> [Int] {
        var path = [end]
        while let last = path.last, last != start, let before = cameFrom[last] { path.append(before) }
        return path.reversed()
    }
}

/// Finds the knots of a graph: groups whose members all lead to one another (Tarjan's algorithm, without recursion so
/// that no chain is too long for the stack).
struct KnotSearch {
    private let prerequisites: [[Int]]
    private var number: [Int?]
    private var lowest: [Int]
    private var isOpen: [Bool]
    private var open: [Int] = []
    private var visits: [(place: Int, nextEdge: Int)] = []
    private var counter = 0
    private var found: [[Int]] = []

    init(prerequisites: [[Int]]) {
        self.prerequisites = prerequisites
        number = Array(repeating: nil, count: prerequisites.count)
        lowest = Array(repeating: 0, count: prerequisites.count)
        isOpen = Array(repeating: false, count: prerequisites.count)
    }

    mutating func knots() -> [[Int]] {
        for place in prerequisites.indices where number[place] == nil {
            enter(place)
            while let visit = visits.last { advance(visit) }
        }
        return found
    }

    private mutating func enter(_ place: Int) {
        number[place] = counter
        lowest[place] = counter
        counter += 1
        open.append(place)
        isOpen[place] = true
        visits.append((place, 0))
    }

    private mutating func advance(_ visit: (place: Int, nextEdge: Int)) {
        let place = visit.place
        guard visit.nextEdge < prerequisites[place].count else { return leave(place) }
        visits[visits.count - 1].nextEdge += 1
        let prerequisite = prerequisites[place][visit.nextEdge]
        if let seen = number[prerequisite] {
            if isOpen[prerequisite] { lowest[place] = min(lowest[place], seen) }
        } else {
            enter(prerequisite)
        }
    }

    private mutating func leave(_ place: Int) {
        visits.removeLast()
        if let parent = visits.last?.place { lowest[parent] = min(lowest[parent], lowest[place]) }
        guard lowest[place] == number[place] else { return }
        var knot: [Int] = []
        while let member = open.popLast() {
            isOpen[member] = false
            knot.append(member)
            if member == place { break }
        }
        if knot.count > 1 || prerequisites[place].contains(place) { found.append(knot) }
    }
}
