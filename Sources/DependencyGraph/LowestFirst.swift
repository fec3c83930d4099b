/// A set of numbers that gives back its lowest: a binary heap.
struct LowestFirst {
    private var heap: [Int] = []

    mutating func insert(_ number: Int) {
        heap.append(number)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child] < heap[parent] else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    mutating func removeLowest() -> Int? {
        guard let lowest = heap.first, let last = heap.popLast() else { return nil }
        if !heap.isEmpty {
            heap[0] = last
            sinkRoot()
        }
        return lowest
    }

    private mutating func sinkRoot() {
        var parent = 0
        while true {
            let left = 2 * parent + 1
            guard left < heap.count else { return }
            let right = left + 1
            let lower = right < heap.count && heap[right] < heap[left] ? right : left
            guard heap[lower] < heap[parent] else { return }
            heap.swapAt(lower, parent)
            parent = lower
        }
    }
}
