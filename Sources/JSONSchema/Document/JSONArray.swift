/// The items of an array in their order.
package struct JSONArray: Sendable, Collection {
    let document: JSONDocument
    let index: Int

    package var count: Int { Int(document.tape[index].countOrHash) }
    package var startIndex: JSONEntryIndex { JSONEntryIndex(tapeIndex: index + 1) }
    package var endIndex: JSONEntryIndex { JSONEntryIndex(tapeIndex: Int(document.tape[index].next)) }

    package func index(after position: JSONEntryIndex) -> JSONEntryIndex {
        JSONEntryIndex(tapeIndex: Int(document.tape[position.tapeIndex].next))
    }

    package subscript(position: JSONEntryIndex) -> JSONValue {
        JSONValue(document: document, index: position.tapeIndex)
    }
}
