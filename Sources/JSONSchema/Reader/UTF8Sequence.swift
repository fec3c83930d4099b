/// Strict UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
enum UTF8Sequence {
    static func isContinuation(_ byte: UInt8) -> Bool { byte & 0b1100_0000 == 0b1000_0000 }

    /// Length in bytes of the well-formed sequence that begins at an offset, nil when there is none.
    static func length(at offset: Int, in bytes: [UInt8]) -> Int? {
        let first = bytes[offset]
        switch first {
        case 0x00...0x7F: return 1
        case 0xC2...0xDF: return hasContinuation(bytes, offset, 2, 0x80...0xBF) ? 2 : nil
        case 0xE0: return hasContinuation(bytes, offset, 3, 0xA0...0xBF) ? 3 : nil
        case 0xED: return hasContinuation(bytes, offset, 3, 0x80...0x9F) ? 3 : nil
        case 0xE1...0xEF: return hasContinuation(bytes, offset, 3, 0x80...0xBF) ? 3 : nil
        case 0xF0: return hasContinuation(bytes, offset, 4, 0x90...0xBF) ? 4 : nil
        case 0xF1...0xF3: return hasContinuation(bytes, offset, 4, 0x80...0xBF) ? 4 : nil
        case 0xF4: return hasContinuation(bytes, offset, 4, 0x80...0x8F) ? 4 : nil
        default: return nil
        }
    }

    private static func hasContinuation(
        _ bytes: [UInt8], _ offset: Int, _ length: Int, _ second: ClosedRange<UInt8>
    ) -> Bool {
        guard offset + length <= bytes.count, second.contains(bytes[offset + 1]) else { return false }
        for position in (offset + 2)..<max(offset + 2, offset + length) where !isContinuation(bytes[position]) {
            return false
        }
        return true
    }

    static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
}
