/// What came out of one stream.
struct CollectedStream: Sendable {
    var bytes: [UInt8] = []
    var end = End.closed

    enum End: Sendable, Hashable {
        case closed
        /// The end mark came; the stream may still be open.
        case marked
        case tooLong
        case unreadable(String)
    }
}
