/// Values by guest key, in the order of the keys: one bit for each key that is said, and no hashing.
struct GuestValues: Sendable {
    /// The keys that have a value.
    private(set) var keys = GuestKeySet()
    /// The values of these keys, in the same order.
    private var values: ContiguousArray<MergedValue> = []

    subscript(key: GuestKey) -> MergedValue? {
        get { keys.contains(key) ? values[keys.count(before: key)] : nil }
        set {
            let place = keys.count(before: key)
            switch (newValue, keys.contains(key)) {
            case (let value?, true): values[place] = value
            case (let value?, false):
                values.insert(value, at: place)
                keys.insert(key)
            case (nil, true):
                values.remove(at: place)
                keys.remove(key)
            case (nil, false): break
            }
        }
    }

    /// Makes room for a number of values.
    mutating func reserveCapacity(_ count: Int) { values.reserveCapacity(count) }
}

/// Some of the keys.
struct GuestKeySet: Sendable {
    private var bits: UInt128 = 0

    init(_ keys: some Sequence<GuestKey> = []) {
        for key in keys { insert(key) }
    }

    private init(bits: UInt128) { self.bits = bits }

    var isEmpty: Bool { bits == 0 }

    func contains(_ key: GuestKey) -> Bool { bits & Self.bit(key) != 0 }

    /// How many of them come before `key`.
    func count(before key: GuestKey) -> Int { (bits & (Self.bit(key) - 1)).nonzeroBitCount }

    mutating func insert(_ key: GuestKey) { bits |= Self.bit(key) }

    mutating func remove(_ key: GuestKey) { bits &= ~Self.bit(key) }

    func union(_ other: GuestKeySet) -> GuestKeySet { GuestKeySet(bits: bits | other.bits) }

    func intersection(_ other: GuestKeySet) -> GuestKeySet { GuestKeySet(bits: bits & other.bits) }

    private static func bit(_ key: GuestKey) -> UInt128 { 1 << UInt128(key.rawValue) }
}

extension GuestKeySet: Sequence {
    /// In ascending order.
    func makeIterator() -> some IteratorProtocol<GuestKey> {
        sequence(state: bits) { rest in
            guard rest != 0 else { return nil }
            defer { rest &= rest - 1 }
            return GuestKey(rawValue: UInt8(rest.trailingZeroBitCount))
        }
    }
}
