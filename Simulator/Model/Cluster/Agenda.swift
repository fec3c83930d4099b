package import PhoenixModel

/// What will happen by itself, in order of time: a binary heap, so that a thousand running tasks cost little.
package struct Agenda: Sendable {
    private var heap: [Entry] = []
    private var nextSequence = 0

    package init() {}

    /// One thing that happens at one time; equal times keep the order in which they were added.
    package struct Entry: Codable, Comparable, Sendable {
        package let at: Instant
        package let sequence: Int
        package let event: Event

        package static func < (left: Entry, right: Entry) -> Bool {
            (left.at, left.sequence) < (right.at, right.sequence)
        }

        package static func == (left: Entry, right: Entry) -> Bool {
            (left.at, left.sequence) == (right.at, right.sequence)
        }
    }

    /// What can happen by itself.
    package enum Event: Codable, Sendable {
        case taskEnds(TaskID)
        case runEnds(GuestID, GuestRunID)
        case human(HumanAction)
        /// The manager of high availability looks at its resources.
        case managerRound
    }

    /// Everything that will happen, in no order.
    var events: some Sequence<Event> { heap.lazy.map(\.event) }

    package mutating func add(_ event: Event, at instant: Instant) {
        heap.append(Entry(at: instant, sequence: nextSequence, event: event))
        nextSequence += 1
        siftUp(from: heap.count - 1)
    }

    /// When the next thing happens by itself; people's plans do not count, for nobody waits for them.
    var nextInstant: Instant? {
        heap.lazy.filter { entry in
            if case .human = entry.event { false } else { true }
        }.map(\.at).min()
    }

    /// Takes out the earliest entry if it is due at `instant`.
    package mutating func removeFirst(notAfter instant: Instant) -> Entry? {
        guard let first = heap.first, first.at <= instant else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            siftDown(from: 0)
        }
        return first
    }

    private mutating func siftUp(from start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child] < heap[parent] else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func siftDown(from start: Int) {
        var parent = start
        while true {
            let left = 2 * parent + 1
            guard left < heap.count else { return }
            let right = left + 1
            let least = right < heap.count && heap[right] < heap[left] ? right : left
            guard heap[least] < heap[parent] else { return }
            heap.swapAt(least, parent)
            parent = least
        }
    }
}

extension Agenda: Codable {
    /// Entries in order of time, numbered anew, so that only their order counts; a sorted array is a heap.
    package init(from decoder: any Decoder) throws {
        heap = try decoder.singleValueContainer().decode([Entry].self).sorted()
        nextSequence = (heap.map(\.sequence).max() ?? -1) + 1
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(
            heap.sorted().enumerated().map { Entry(at: $1.at, sequence: $0, event: $1.event) })
    }
}
