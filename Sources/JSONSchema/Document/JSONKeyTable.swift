/// Names with their places in a list, found by the key of a document without making a string of it.
package struct JSONKeyTable: Sendable {
    private let keys: [KeyName]
    /// Open addressing: a key stands at its hash or in the next free place after it.
    private let places: [Int32]

    private static let empty: Int32 = -1

    /// Takes names that are all different.
    package init(_ names: [String]) {
        keys = names.map { KeyName($0) }
        var size = 1
        while size < names.count * 2 { size *= 2 }
        var places = Array(repeating: Self.empty, count: size)
        for (ordinal, key) in keys.enumerated() {
            var place = Int(key.hash) & (size - 1)
            while places[place] != Self.empty { place = (place + 1) & (size - 1) }
            places[place] = Int32(ordinal)
        }
        self.places = places
    }

    /// In the order given.
    package var names: [String] { keys.map(\.text) }

    /// Which of the names a key is, counted from 0; nil if it is none.
    package func ordinal(of key: JSONKey) -> Int? { ordinal(ofKey: key.index, of: key.document) }

    func ordinal(ofKey entry: Int, of document: JSONDocument) -> Int? {
        if keys.isEmpty { return nil }
        let hash = document.tape[entry].countOrHash
        var place = Int(hash) & (places.count - 1)
        while places[place] != Self.empty {
            let ordinal = Int(places[place])
            if keys[ordinal].hash == hash, document.contentEquals(entry, keys[ordinal].bytes) { return ordinal }
            place = (place + 1) & (places.count - 1)
        }
        return nil
    }
}
