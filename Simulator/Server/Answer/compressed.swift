internal import Czlib

/// The bytes in the given coding; nil if zlib cannot, and then they are sent as they are.
func compressed(_ bytes: [UInt8], as coding: ContentCoding) -> [UInt8]? {
    var stream = z_stream()
    // Adding 16 asks zlib for a gzip wrapper instead of its own.
    let windowBits = coding == .gzip ? MAX_WBITS + 16 : MAX_WBITS
    // The fastest level: clients on the same machine gain nothing from a smaller one.
    guard
        deflateInit2_(
            &stream, Z_BEST_SPEED, Z_DEFLATED, windowBits, MAX_MEM_LEVEL - 1, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
    defer { deflateEnd(&stream) }
    let capacity = Int(deflateBound(&stream, UInt(bytes.count)))
    var isComplete = false
    var input = bytes
    let output = [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
        input.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(capacity)
            isComplete = deflate(&stream, Z_FINISH) == Z_STREAM_END
        }
        count = Int(stream.total_out)
    }
    return isComplete ? output : nil
}
