/// A whole number as Proxmox writes it: as a JSON number, with a fraction of zero, or as text.
///
/// The same field changes its shape between versions and between endpoints, as Perl does not tell numbers from texts.
package struct LenientInteger: Hashable, Sendable, Decodable {
    package let value: Int

    package init(_ value: Int) { self.value = value }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int.self) {
            value = number
        } else if let number = try? container.decode(Double.self), let whole = Int(exactly: number) {
            value = whole
        } else if let number = Int(try container.decode(String.self)) {
            value = number
        } else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no whole number")
        }
    }
}

/// Yes or no as Proxmox writes it: `1`, `"1"`, `true`.
package struct LenientFlag: Hashable, Sendable, Decodable {
    package let value: Bool

    package init(_ value: Bool) { self.value = value }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
            value = flag
        } else if let number = try? container.decode(Int.self) {
            value = number != 0
        } else {
            value = ["1", "yes", "on", "true"].contains(try container.decode(String.self).lowercased())
        }
    }
}

/// A text that Proxmox may write as a number, such as the memory of a machine.
package struct LenientText: Hashable, Sendable, Decodable {
    package let value: String

    package init(_ value: String) { self.value = value }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            value = text
        } else if let number = try? container.decode(Int.self) {
            value = String(number)
        } else {
            value = String(try container.decode(Double.self))
        }
    }
}
