package import PhoenixModel

/// What is said of one guest after merging, and where each value comes from.
package struct GuestExplanation: Hashable, Codable, Sendable {
    package let id: GuestID
    package let kind: GuestKind
    package let name: String
    /// In the order in which the format's documentation lists the keys.
    package let values: [Value]

    /// One value, with its origin.
    package struct Value: Hashable, Codable, Sendable {
        /// Where it stands in the merged guest: `/network_config/gw`.
        package let pointer: String
        /// As JSON on one line; what looks like a secret is masked.
        package let text: String
        /// `guest`, `profile NAME`, `defaults` or `file defaults`.
        package let layer: String
        /// The value's place in the file that says it.
        package let origin: Diagnostic.Place
    }
}
