import PhoenixSimulatorAPI

/// The order in which Perl's HTTP::Headers prints fields: those about the message, those about the answer, those about
/// the content, each by name; then all others by name.
enum FieldOrder {
    private static let names = [
        "cache-control", "connection", "date", "pragma", "trailer", "transfer-encoding", "upgrade", "via", "warning",
        "accept-ranges", "age", "etag", "location", "proxy-authenticate", "retry-after", "server", "vary",
        "www-authenticate", "allow", "content-encoding", "content-language", "content-length", "content-location",
        "content-md5", "content-range", "content-type", "expires", "last-modified",
    ]
    /// By the names in small letters, and as they are usually written, which saves most fields a search for their case.
    private static let ranks = Dictionary(
        uniqueKeysWithValues: names.enumerated().flatMap { rank, name in [(name, rank), (usual(name), rank)] })

    /// `content-type` as `Content-Type`.
    private static func usual(_ name: String) -> String {
        name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: "-")
    }

    private struct Place: Comparable {
        let rank: Int
        /// Of a field without a rank: in small letters.
        let name: String
        let position: Int

        init(_ field: HeaderFields.Field, position: Int) {
            if let rank = ranks[field.name] {
                (self.rank, name) = (rank, "")
            } else {
                let small = field.name.lowercased()
                let rank = ranks[small]
                (self.rank, name) = (rank ?? names.count, rank == nil ? small : "")
            }
            self.position = position
        }

        static func < (left: Place, right: Place) -> Bool {
            left.rank != right.rank
                ? left.rank < right.rank : (left.name, left.position) < (right.name, right.position)
        }
    }

    static func sorted(_ fields: [HeaderFields.Field]) -> [HeaderFields.Field] {
        fields.enumerated().map { (place: Place($1, position: $0), field: $1) }
            .sorted { $0.place < $1.place }
            .map(\.field)
    }
}
