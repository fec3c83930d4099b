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
    private static let ranks = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })

    static func sorted(_ fields: [HeaderFields.Field]) -> [HeaderFields.Field] {
        fields.enumerated()
            .map { position, field in
                let name = field.name.lowercased()
                return (rank: ranks[name] ?? names.count, name: name, position: position, field: field)
            }
            .sorted { ($0.rank, $0.name, $0.position) < ($1.rank, $1.name, $1.position) }
            .map(\.field)
    }
}
