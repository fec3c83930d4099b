extension SeededGenerator {
    /// A number of the range.
    package mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next(below: UInt64(range.count)))
    }

    /// Whether something of that probability, 0...1, happens.
    package mutating func isLucky(_ probability: Double) -> Bool { nextFraction() < probability }

    /// One of the elements; nil if there are none.
    package mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[Int(next(below: UInt64(elements.count)))]
    }
}
