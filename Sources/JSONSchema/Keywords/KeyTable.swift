/// The schemas of named members, found by the key of a document without making a string of it.
struct KeyTable: Sendable {
    private let keys: [KeyName]
    private let nodes: [Int]
    /// Open addressing: a key stands at its hash or in the next free place after it.
    private let places: [Int32]

    private static let empty: Int32 = -1

    init(_ members: [(name: String, node: Int)]) {
        keys = members.map { KeyName($0.name) }
        nodes = members.map(\.node)
        var size = 1
        while size < members.count * 2 { size *= 2 }
        var places = Array(repeating: Self.empty, count: size)
        for (ordinal, key) in keys.enumerated() {
            var place = Int(key.hash) & (size - 1)
            while places[place] != Self.empty { place = (place + 1) & (size - 1) }
            places[place] = Int32(ordinal)
        }
        self.places = places
    }

    var names: [String] { keys.map(\.text) }

    /// The node for a key entry of a document; nil when the key is not in the table.
    func node(forKey entry: Int, of document: JSONDocument) -> Int? {
        if keys.isEmpty { return nil }
        let hash = document.tape[entry].countOrHash
        var place = Int(hash) & (places.count - 1)
        while places[place] != Self.empty {
            let ordinal = Int(places[place])
            if keys[ordinal].hash == hash, document.contentEquals(entry, keys[ordinal].bytes) { return nodes[ordinal] }
            place = (place + 1) & (places.count - 1)
        }
        return nil
    }
}
