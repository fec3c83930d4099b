/// The number of a guest (Proxmox: VMID), one number space for containers and machines of a cluster.
package struct GuestID: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    /// The number.
    package let number: Int

    /// What Proxmox accepts: `pve-vmid` is 100...999999999 (API schema 8.4 and 9.2).
    package static let validNumbers = 100...999_999_999

    /// Returns nil for a number that Proxmox does not accept.
    package init?(_ number: Int) {
        guard Self.validNumbers.contains(number) else { return nil }
        self.number = number
    }

    package var description: String { String(number) }

    package static func < (left: GuestID, right: GuestID) -> Bool { left.number < right.number }

    package init(from decoder: any Decoder) throws {
        let number = try decoder.singleValueContainer().decode(Int.self)
        guard let id = GuestID(number) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "\(number) is not a guest id"))
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}
