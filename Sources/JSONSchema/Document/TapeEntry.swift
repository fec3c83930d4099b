/// One value or key in the flat index of a document; its children follow it directly.
///
/// An object is followed by key, value, key, value …; an array by its items.
struct TapeEntry: Sendable {
    enum Kind: UInt8, Sendable, CaseIterable {
        case null, boolean, number, string, array, object, key

        /// A key is a string.
        var ofValue: JSONKind {
            switch self {
            case .null: .null
            case .boolean: .boolean
            case .number: .number
            case .string, .key: .string
            case .array: .array
            case .object: .object
            }
        }
    }

    var kind: Kind
    /// The content is among the document's unescaped texts instead of between the quotes.
    var isUnescaped = false
    /// Boolean: its value. Number: it has neither fraction nor exponent.
    var isPlain = false
    /// Byte range in the document, with quotes and brackets.
    var start: UInt32
    var end: UInt32 = 0
    /// Container: number of members or items. Key: hash of its content.
    var countOrHash: UInt32 = 0
    /// Index after this entry and everything inside it.
    var next: UInt32 = 0
    /// Index of the container; the root is its own parent.
    var parent: UInt32

    /// String and key without escapes: range of the content.
    var textRange: Range<Int> { Int(start) + 1..<Int(end) - 1 }
}
