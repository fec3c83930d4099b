/// Text that stands for itself: ASCII from the blank on, without quotes and backslashes.
enum PlainText {
    /// Where plain text that begins at an offset ends; most of a document is passed over here, eight bytes at a time.
    static func end(in bytes: [UInt8], from start: Int) -> Int {
        bytes.withUnsafeBytes { bytes in
            var position = start
            while position + 8 <= bytes.count {
                let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
                let marks = otherBytes(word)
                if marks != 0 { return position + marks.trailingZeroBitCount / 8 }
                position += 8
            }
            while position < bytes.count, isPlain(bytes[position]) { position += 1 }
            return position
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x80 && byte != ASCII.quote && byte != ASCII.backslash
    }

    /// The lowest bit that is set belongs to the first byte that is not plain; none is set if all are.
    ///
    /// Taking 1 from a byte of 0 borrows from above its highest bit, and so does taking 0x20 from a control character.
    /// Borrowing may spoil later bytes, never earlier ones.
    private static func otherBytes(_ word: UInt64) -> UInt64 {
        let quotes = word ^ (ones &* UInt64(ASCII.quote))
        let backslashes = word ^ (ones &* UInt64(ASCII.backslash))
        let found =
            ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes) | ((word &- ones &* 0x20) & ~word)
            | word
        return found & (ones &* 0x80)
    }

    /// One in each byte.
    private static let ones: UInt64 = 0x0101_0101_0101_0101
}
