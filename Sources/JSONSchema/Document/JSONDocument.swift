/// A JSON text that was read whole and without mistakes, with the place of every value and key.
///
/// Values are looked up in it by index; it never changes after it was read.
package final class JSONDocument: Sendable {
    let bytes: [UInt8]
    let unescaped: UnescapedTexts
    let tape: [TapeEntry]
    /// Only of a large document: a small one is gone through whenever somebody asks for a position, as most have no
    /// mistake to point at.
    private let knownLines: LineTable?
    private static let smallSize = 16 << 10

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
        knownLines = bytes.count > Self.smallSize ? LineTable(scanning: bytes) : nil
    }

    /// The one value that the document is.
    package var root: JSONValue { JSONValue(document: self, index: 0) }

    /// The text of a line, 1-based, without its line ending; nil when there is no such line, or one that is longer.
    package func line(_ number: Int, bytesMaximum: Int = .max) -> String? {
        lines.text(ofLine: number, in: bytes, bytesMaximum: bytesMaximum)
    }

    /// The value at a place of this document, as `JSONValue.place` tells it.
    package subscript(place: JSONEntryIndex) -> JSONValue { JSONValue(document: self, index: Int(place.tapeIndex)) }

    /// The first whole number beyond a bound in either direction, however it is written.
    package func firstWholeNumber(beyond bound: Int) -> JSONValue? {
        let digits = String(bound).utf8.count
        let index = tape.indices.first { index in
            let entry = tape[index]
            guard entry.kind == .number, !entry.isPlain || Int(entry.end - entry.start) >= digits else { return false }
            let integer = JSONValue(document: self, index: index).integer
            return integer.map { $0.magnitude > bound.magnitude } ?? entry.isPlain
        }
        return index.map { JSONValue(document: self, index: $0) }
    }

    private var lines: LineTable { knownLines ?? LineTable(scanning: bytes) }

    func position(ofByte offset: Int) -> JSONPosition {
        lines.position(of: offset, in: bytes)
    }

    /// The bytes that a string or key stands for.
    func content(of index: Int) -> ArraySlice<UInt8> {
        tape[index].isUnescaped ? unescaped.bytes[unescaped.range(of: index)] : bytes[tape[index].textRange]
    }

    func text(of index: Int) -> String {
        let entry = tape[index]
        return entry.isUnescaped
            ? Self.text(unescaped.range(of: index), in: unescaped.bytes) : Self.text(entry.textRange, in: bytes)
    }

    private static func text(_ range: Range<Int>, in bytes: [UInt8]) -> String {
        bytes.withUnsafeBufferPointer { String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self) }
    }

    /// The bytes of an entry as written.
    func source(of index: Int) -> ArraySlice<UInt8> {
        bytes[Int(tape[index].start)..<Int(tape[index].end)]
    }

    /// Whether a string or key stands for a text.
    func contentEquals(_ index: Int, _ text: [UInt8]) -> Bool {
        text.withUnsafeBufferPointer { contentEquals(index, $0) }
    }

    /// The same for a part of a text.
    func contentEquals(_ index: Int, _ text: [UInt8], _ part: Range<Int>) -> Bool {
        text.withUnsafeBufferPointer { contentEquals(index, UnsafeBufferPointer(rebasing: $0[part])) }
    }

    func contentEquals(_ index: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let entry = tape[index]
        return entry.isUnescaped
            ? Self.isText(text, in: unescaped.bytes, unescaped.range(of: index))
            : Self.isText(text, in: bytes, entry.textRange)
    }

    private static func isText(_ text: UnsafeBufferPointer<UInt8>, in bytes: [UInt8], _ range: Range<Int>) -> Bool {
        guard range.count == text.count else { return false }
        for offset in 0..<text.count where bytes[range.lowerBound + offset] != text[offset] { return false }
        return true
    }
}
