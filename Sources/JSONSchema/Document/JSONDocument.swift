/// A JSON text that was read whole and without mistakes, with the place of every value and key.
///
/// Values are looked up in it by index; it never changes after it was read.
package final class JSONDocument: Sendable {
    let bytes: [UInt8]
    /// Content of the strings that were written with escapes.
    let unescaped: [UInt8]
    let tape: [TapeEntry]
    private let lines: LineTable

    /// Reads a document as RFC 8259 defines it, in strict UTF-8 and without duplicate keys.
    package static func parse(
        _ bytes: [UInt8], limits: JSONLimits = .standard
    ) throws(JSONSyntaxError) -> JSONDocument {
        var reader = JSONReader(bytes: bytes, limits: limits)
        try reader.readDocument()
        return JSONDocument(reader)
    }

    /// Reads a document that is already at hand as text.
    package static func parse(
        text: String, limits: JSONLimits = .standard
    ) throws(JSONSyntaxError) -> JSONDocument {
        try parse(Array(text.utf8), limits: limits)
    }

    private init(_ reader: JSONReader) {
        bytes = reader.bytes
        unescaped = reader.unescaped
        tape = reader.tape
        lines = reader.lines
    }

    /// The one value that the document is.
    package var root: JSONValue { JSONValue(document: self, index: 0) }

    /// The text of a line, 1-based, without its line ending; nil when there is no such line.
    package func line(_ number: Int) -> String? {
        lines.text(ofLine: number, in: bytes)
    }

    /// The value at a place of this document, as `JSONValue.place` tells it.
    package subscript(place: JSONEntryIndex) -> JSONValue { JSONValue(document: self, index: Int(place.tapeIndex)) }

    func position(ofByte offset: Int) -> JSONPosition {
        lines.position(of: offset, in: bytes)
    }

    /// The bytes that a string or key stands for.
    func content(of index: Int) -> ArraySlice<UInt8> {
        let range = Int(tape[index].contentStart)..<Int(tape[index].contentEnd)
        return tape[index].isUnescaped ? unescaped[range] : bytes[range]
    }

    func text(of index: Int) -> String {
        String(decoding: content(of: index), as: UTF8.self)
    }

    /// The bytes of an entry as written.
    func source(of index: Int) -> ArraySlice<UInt8> {
        bytes[Int(tape[index].start)..<Int(tape[index].end)]
    }

    func contentEquals(_ index: Int, _ text: [UInt8]) -> Bool {
        text.withUnsafeBufferPointer { contentEquals(index, $0) }
    }

    func contentEquals(_ index: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let entry = tape[index]
        guard Int(entry.contentEnd - entry.contentStart) == text.count else { return false }
        return (entry.isUnescaped ? unescaped : bytes).withUnsafeBufferPointer { source in
            let start = Int(entry.contentStart)
            for offset in 0..<text.count where source[start + offset] != text[offset] { return false }
            return true
        }
    }
}
