/// Names with their places in a list, found by the key of a document without making a string of it.
package struct JSONKeyTable: Sendable {
    /// In the order given.
    package let names: [String]
    private let hashes: [UInt32]
    private let texts: [[UInt8]]
    /// Open addressing: a key stands at its hash or in the next free place after it.
    private let places: [Int32]

    private static let empty: Int32 = -1

    /// Takes names that are all different.
    package init(_ names: [String]) {
        self.names = names
        texts = names.map { Array($0.utf8) }
        hashes = texts.map { KeyHash.hash($0) }
        var size = 1
        while size < names.count * 2 { size *= 2 }
        var places = Array(repeating: Self.empty, count: size)
        for (ordinal, hash) in hashes.enumerated() {
            var place = Int(hash) & (size - 1)
            while places[place] != Self.empty { place = (place + 1) & (size - 1) }
            places[place] = Int32(ordinal)
        }
        self.places = places
    }

    /// Which of the names a key is, counted from 0; nil if it is none.
    package func ordinal(of key: JSONKey) -> Int? { ordinal(ofKey: key.index, of: key.document) }

    func ordinal(ofKey entry: Int, of document: JSONDocument) -> Int? {
        if names.isEmpty { return nil }
        let hash = document.tape[entry].countOrHash
        var place = Int(hash) & (places.count - 1)
        while places[place] != Self.empty {
            let ordinal = Int(places[place])
            if hashes[ordinal] == hash, document.contentEquals(entry, texts[ordinal]) { return ordinal }
            place = (place + 1) & (places.count - 1)
        }
        return nil
    }
}
