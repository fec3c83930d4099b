/// The key of an object's member: mistakes are often in the key, so it has a place of its own.
package struct JSONKey: Sendable {
    /// Gives the text of the line for a caret.
    package let document: JSONDocument
    let index: Int

    /// Without quotes, escapes replaced.
    package var text: String { document.text(of: index) }

    /// Whether the key begins with these bytes, which is known without making a string of it.
    package func begins(with prefix: StaticString) -> Bool {
        prefix.withUTF8Buffer { document.content(of: index).starts(with: $0) }
    }

    /// What stands after the colon.
    package var value: JSONValue { JSONValue(document: document, index: index + 1) }

    /// Where the opening quote of the key stands.
    package var position: JSONPosition {
        document.position(ofByte: Int(document.tape[index].start))
    }

    /// JSON pointer of the member, the same as that of its value.
    package var pointer: String { value.pointer }
}

extension JSONKey: Equatable {
    package static func == (left: JSONKey, right: JSONKey) -> Bool {
        left.document === right.document && left.index == right.index
    }
}
