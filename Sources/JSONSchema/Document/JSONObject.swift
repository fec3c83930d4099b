/// The members of an object in the order in which they are written.
package struct JSONObject: Sendable, Collection {
    let document: JSONDocument
    let index: Int

    package var count: Int { Int(document.tape[index].countOrHash) }
    package var startIndex: JSONEntryIndex { JSONEntryIndex(tapeIndex: index + 1) }
    package var endIndex: JSONEntryIndex { JSONEntryIndex(tapeIndex: Int(document.tape[index].next)) }

    package func index(after position: JSONEntryIndex) -> JSONEntryIndex {
        JSONEntryIndex(tapeIndex: Int(document.tape[position.tapeIndex + 1].next))
    }

    package subscript(position: JSONEntryIndex) -> JSONMember {
        JSONMember(key: JSONKey(document: document, index: position.tapeIndex))
    }

    /// The value of a key; nil when the key is missing. Time grows with the number of members.
    package subscript(_ key: String) -> JSONValue? {
        let bytes = Array(key.utf8)
        return document.member(ofObject: index, key: bytes, hash: KeyHash.hash(bytes))
            .map { JSONValue(document: document, index: $0) }
    }
}

/// A key with its value.
package struct JSONMember: Sendable, Equatable {
    package let key: JSONKey
    package var value: JSONValue { key.value }
}

/// Where an entry of an object or array is found; only good for the collection that gave it.
package struct JSONEntryIndex: Sendable, Hashable, Comparable {
    let tapeIndex: Int

    package static func < (left: JSONEntryIndex, right: JSONEntryIndex) -> Bool {
        left.tapeIndex < right.tapeIndex
    }
}
