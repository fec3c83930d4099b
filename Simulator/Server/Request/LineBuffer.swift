import NIOCore

/// The bytes of a connection that nobody has used yet, taken out line by line or by count.
struct LineBuffer {
    private var bytes = ByteBuffer()
    /// How many bytes from the start are known to hold no line feed, so that a line that comes in small pieces is
    /// looked through once.
    private var searchedByteCount = 0

    var byteCount: Int { bytes.readableBytes }

    mutating func append(_ more: inout ByteBuffer) {
        if bytes.readableBytes == 0 {
            bytes = more
            more.clear()
        } else {
            bytes.discardReadBytes()
            bytes.writeBuffer(&more)
        }
    }

    /// The next line without its end, which is a line feed with or without a carriage return before it.
    mutating func takeLine() -> ArraySlice<UInt8>? {
        let searched = searchedByteCount
        let length = bytes.withUnsafeReadableBytes { memory in
            memory[searched...].firstIndex(of: UInt8(ascii: "\n"))
        }
        guard let length else {
            searchedByteCount = bytes.readableBytes
            return nil
        }
        searchedByteCount = 0
        guard let line = bytes.readBytes(length: length + 1) else { return nil }
        let withoutFeed = line.dropLast()
        return withoutFeed.last == UInt8(ascii: "\r") ? withoutFeed.dropLast() : withoutFeed
    }

    /// Exactly that many bytes, once they are there.
    mutating func take(_ count: Int) -> [UInt8]? {
        guard let taken = bytes.readBytes(length: count) else { return nil }
        searchedByteCount = 0
        return taken
    }
}
