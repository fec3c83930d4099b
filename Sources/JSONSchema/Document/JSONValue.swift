/// One value of a document: a light view that knows its place.
package struct JSONValue: Sendable {
    /// Gives the text of the line for a caret.
    package let document: JSONDocument
    let index: Int

    var entry: TapeEntry { document.tape[index] }

    /// Where the value is found in its document: smaller than the value itself.
    package var place: JSONEntryIndex { JSONEntryIndex(tapeIndex: index) }

    /// Offset of the value's first byte in its document; found without counting lines.
    package var byteOffset: Int { Int(entry.start) }

    /// What the value is; a key is a string.
    package var kind: JSONKind { entry.kind.ofValue }

    /// A key seen as the string that it is.
    var isKey: Bool { entry.kind == .key }

    /// True for the literal `null`, not for a missing value.
    package var isNull: Bool { entry.kind == .null }

    /// Nil when the value is no boolean.
    package var boolean: Bool? { entry.kind == .boolean ? entry.isPlain : nil }

    /// Nil when the value is no string.
    package var string: String? {
        entry.kind == .string || entry.kind == .key ? document.text(of: index) : nil
    }

    /// The number if it is whole, however written (`1`, `1.0`, `1e3`), and fits; nil otherwise.
    package var integer: Int? {
        guard entry.kind == .number else { return nil }
        return document.smallInteger(of: index) ?? decimal?.integer
    }

    /// The exact number; nil when the value is no number.
    package var decimal: JSONDecimal? {
        entry.kind == .number ? JSONDecimal(validated: document.source(of: index)) : nil
    }

    /// The members of an object in their order; nil when the value is no object.
    package var object: JSONObject? {
        entry.kind == .object ? JSONObject(document: document, index: index) : nil
    }

    /// The items of an array; nil when the value is no array.
    package var array: JSONArray? {
        entry.kind == .array ? JSONArray(document: document, index: index) : nil
    }

    /// The member with this key; nil when there is none or the value is no object.
    package subscript(_ key: String) -> JSONValue? {
        document.member(key, ofObject: index).map { JSONValue(document: document, index: $0) }
    }

    /// The value exactly as written in the document.
    package var sourceText: String {
        String(decoding: document.source(of: index), as: UTF8.self)
    }

    /// Where the value begins.
    package var position: JSONPosition {
        document.position(ofByte: Int(entry.start))
    }
}

/// Two values are equal when they are the same place of the same document; contents are compared by
/// `hasSameContent(as:)`.
extension JSONValue: Equatable {
    package static func == (left: JSONValue, right: JSONValue) -> Bool {
        left.document === right.document && left.index == right.index
    }
}
