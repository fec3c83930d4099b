/// A place in the text of a document.
package struct JSONPosition: Sendable, Hashable, Comparable {
    /// 1-based.
    package let line: Int
    /// 1-based, counted in Unicode scalars.
    package let column: Int
    /// 0-based, counted in bytes from the start of the document.
    package let byteOffset: Int

    /// Names a place; it is not checked against any text.
    package init(line: Int, column: Int, byteOffset: Int) {
        self.line = line
        self.column = column
        self.byteOffset = byteOffset
    }

    package static func < (left: JSONPosition, right: JSONPosition) -> Bool {
        left.byteOffset < right.byteOffset
    }
}
