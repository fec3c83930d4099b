/// The members of an object in the order in which they are written.
package struct JSONObject: Sendable, Collection {
    let document: JSONDocument
    let index: Int

    /// Number of members, known without counting.
    package var count: Int { Int(document.tape[index].countOrHash) }
    /// Of the first member, or the end of an empty object.
    package var startIndex: JSONEntryIndex { JSONEntryIndex(tapeIndex: index + 1) }
    /// Behind the last member.
    package var endIndex: JSONEntryIndex { JSONEntryIndex(tapeIndex: document.tape[index].next) }

    /// Steps over the whole value of a member.
    package func index(after position: JSONEntryIndex) -> JSONEntryIndex {
        JSONEntryIndex(tapeIndex: document.tape[Int(position.tapeIndex) + 1].next)
    }

    /// The member at an index of this object.
    package subscript(position: JSONEntryIndex) -> JSONMember {
        JSONMember(key: JSONKey(document: document, index: Int(position.tapeIndex)))
    }

    /// The value of a key; nil when the key is missing. Time grows with the number of members.
    package subscript(_ key: String) -> JSONValue? {
        document.member(key, ofObject: index).map { JSONValue(document: document, index: $0) }
    }
}
