import PhoenixSimulator

/// The path of a request to the API, taken apart: `/api2/FORMAT/PATH`.
struct APITarget: Sendable, Equatable {
    /// Empty where the path names none.
    let format: String
    /// From its first slash on, with percent escapes undone.
    let path: String

    /// Nil for a path outside the API.
    init?(_ rawPath: String) {
        let decoded = ConfigurationText.decoded(rawPath)
        guard decoded == "/api2" || decoded.hasPrefix("/api2/") else { return nil }
        let parts = decoded.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)
        format = parts.count > 1 ? String(parts[1]) : ""
        path = "/" + (parts.count > 2 ? String(parts[2]) : "")
    }
}
