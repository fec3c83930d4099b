package import JSONSchema

/// What a route answers: the data, and whatever stands beside it.
package struct Output: Sendable, Equatable {
    package let data: JSONText
    /// Members beside `data`, such as `total` and `changes`.
    package let attributes: [JSONText.Member]

    package init(_ data: JSONText, attributes: [JSONText.Member] = []) {
        self.data = data
        self.attributes = attributes
    }

    /// What Proxmox answers when there is nothing to say.
    package static let nothing = Output(.null)
}
