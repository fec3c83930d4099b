/// The items of an array in their order.
package struct JSONArray: Sendable, Collection {
    let document: JSONDocument
    let index: Int

    /// Number of items, known without counting.
    package var count: Int { Int(document.tape[index].countOrHash) }
    /// Of the first item, or the end of an empty array.
    package var startIndex: JSONEntryIndex { JSONEntryIndex(tapeIndex: index + 1) }
    /// Behind the last item.
    package var endIndex: JSONEntryIndex { JSONEntryIndex(tapeIndex: document.tape[index].next) }

    /// Steps over all inside an item.
    package func index(after position: JSONEntryIndex) -> JSONEntryIndex {
        JSONEntryIndex(tapeIndex: document.tape[Int(position.tapeIndex)].next)
    }

    /// The item at an index of this array.
    package subscript(position: JSONEntryIndex) -> JSONValue {
        JSONValue(document: document, index: Int(position.tapeIndex))
    }
}
