/// Looks for a way that leads back to its start, without calling itself: the graph may be one long chain.
enum GraphCycle {
    private enum Mark { case new, onPath, done }

    /// The nodes of a cycle with its first node again at the end; nil when there is none.
    static func find(count: Int, edges: (Int) -> [Int]) -> [Int]? {
        var marks = Array(repeating: Mark.new, count: count)
        for start in 0..<count where marks[start] == .new {
            var path: [(node: Int, rest: ArraySlice<Int>)] = [(start, edges(start)[...])]
            marks[start] = .onPath
            while let last = path.indices.last {
                guard let next = path[last].rest.popFirst() else {
                    marks[path[last].node] = .done
                    path.removeLast()
                    continue
                }
                switch marks[next] {
                case .done: continue
                case .onPath: return path.map(\.node).drop { $0 != next } + [next]
                case .new:
                    marks[next] = .onPath
                    path.append((next, edges(next)[...]))
                }
            }
        }
        return nil
    }
}
