/// A dictionary that holds no more than so many entries: the oldest give way.
struct BoundedMemory<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    let limit: Int
    private var entries: [Key: (number: Int, value: Value)] = [:]
    private var nextNumber = 0

    init(limit: Int) {
        self.limit = limit
    }

    subscript(key: Key) -> Value? {
        get { entries[key]?.value }
        set {
            guard let newValue else {
                entries[key] = nil
                return
            }
            entries[key] = (entries[key]?.number ?? nextNumber, newValue)
            nextNumber += 1
            if entries.count > limit, let oldest = entries.min(by: { $0.value.number < $1.value.number }) {
                entries[oldest.key] = nil
            }
        }
    }
}
