/// The compressions that pveproxy offers.
enum ContentCoding: String, Equatable {
    case gzip
    /// The zlib format.
    case deflate

    /// Nil where the client names neither; weights are not looked at, as in pveproxy.
    init?(accepted: String?) {
        guard let accepted else { return nil }
        if accepted.contains("gzip") {
            self = .gzip
        } else if accepted.contains("deflate") {
            self = .deflate
        } else {
            return nil
        }
    }
}
