import HeapModule
import PhoenixModel
import PhoenixPlanner

/// Which steps may begin: those whose predecessors succeeded, as many per node as the plan allows, one at a time per guest.
///
/// Among several the one with the longest way behind it goes first; that keeps the whole short.
struct Schedule {
    private let steps: [Step]
    private let successors: [[Int]]
    private let priorities: [Int]
    private var missing: [Int]
    private var ready: [NodeName: Heap<Candidate>] = [:]
    /// Steps that could begin but for a guest that somebody works on, by that guest.
    private var parked: [GuestID: Heap<Candidate>] = [:]
    private var busyGuests: Set<GuestID> = []
    private var freeWidths: [NodeName: Int] = [:]

    private struct Candidate: Comparable {
        let priority: Int
        let index: Int

        /// The heap's maximum goes first: the longest way, then the plan's own order.
        static func < (left: Candidate, right: Candidate) -> Bool {
            (left.priority, right.index) < (right.priority, left.index)
        }
    }

    init(_ plan: Plan) {
        steps = plan.steps
        let places = Dictionary(plan.steps.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        var successors = [[Int]](repeating: [], count: plan.steps.count)
        missing = [Int](repeating: 0, count: plan.steps.count)
        for (index, step) in plan.steps.enumerated() {
            for predecessor in step.after {
                guard let place = places[predecessor] else { continue }
                successors[place].append(index)
                missing[index] += 1
            }
        }
        self.successors = successors
        priorities = Self.longestWays(plan.steps, successors)
        for step in plan.steps { freeWidths[step.guest.node] = plan.stepsPerNode }
        for index in plan.steps.indices where missing[index] == 0 { makeReady(index) }
    }

    /// Takes the steps that begin now, and counts them as at work.
    mutating func begin() -> [Int] {
        var begun: [Int] = []
        for node in ready.keys.sorted() {
            while let width = freeWidths[node], width > 0, let candidate = ready[node]?.popMax() {
                if let guest = guests(of: candidate.index).first(where: busyGuests.contains) {
                    parked[guest, default: Heap()].insert(candidate)
                    continue
                }
                busyGuests.formUnion(guests(of: candidate.index))
                freeWidths[node] = width - 1
                begun.append(candidate.index)
            }
        }
        return begun
    }

    /// A step ended well: others may become ready.
    mutating func succeeded(_ index: Int) {
        release(index)
        for successor in successors[index] {
            missing[successor] -= 1
            if missing[successor] == 0 { makeReady(successor) }
        }
    }

    /// A step ended badly: everything that needs it will never begin. Returns those, ascending.
    mutating func failed(_ index: Int) -> [Int] {
        release(index)
        var doomed: Set<Int> = []
        var waiting = [index]
        while let next = waiting.popLast() {
            for successor in successors[next] where doomed.insert(successor).inserted { waiting.append(successor) }
        }
        return doomed.sorted()
    }

    private func guests(of index: Int) -> [GuestID] { [steps[index].guest.id] + steps[index].holds }

    private mutating func makeReady(_ index: Int) {
        ready[steps[index].guest.node, default: Heap()].insert(
            Candidate(priority: priorities[index], index: index))
    }

    private mutating func release(_ index: Int) {
        freeWidths[steps[index].guest.node, default: 0] += 1
        for guest in guests(of: index) {
            busyGuests.remove(guest)
            // One is enough: it takes the guest, or finds it taken and is parked again.
            if let next = parked[guest]?.popMax() { makeReady(next.index) }
        }
    }

    /// For each step the estimated seconds from its begin to the end of the longest chain behind it.
    private static func longestWays(_ steps: [Step], _ successors: [[Int]]) -> [Int] {
        var ways = [Int](repeating: 0, count: steps.count)
        // The plan's order is one in which steps could be done, so successors come later.
        for index in steps.indices.reversed() {
            let behind = successors[index].map { ways[$0] }.max() ?? 0
            ways[index] = behind + steps[index].action.estimatedSeconds
        }
        return ways
    }
}

extension StepAction {
    /// A rough guess that only decides who goes first among equals; recordings of a real Proxmox give the small ones.
    fileprivate var estimatedSeconds: Int {
        switch self {
        case .feature: 300
        case .application, .follow: 60
        case .answer, .health, .removeFeature: 10
        case .change(let submission):
            switch submission.change.operation {
            case .download: 60
            case .create, .clone, .migrate, .restart: 10
            default: 2
            }
        }
    }
}
