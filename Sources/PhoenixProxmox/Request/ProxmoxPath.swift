/// A path of Proxmox's API below `/api2/json`. What is put into it stands as one segment, whatever characters it has:
/// task identities hold `:` and `@`, volumes hold `/`.
package struct ProxmoxPath: Hashable, Sendable {
    /// As sent, beginning with `/`.
    package let text: String
}

extension ProxmoxPath: ExpressibleByStringInterpolation {
    package init(stringLiteral text: String) { self.text = text }

    package init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    /// Collects what is written and escapes what is put in.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 8)
        }

        package mutating func appendLiteral(_ literal: String) { text += literal }

        package mutating func appendInterpolation(_ segment: some CustomStringConvertible) {
            text += PercentEncoding.encoded(segment.description)
        }
    }
}

extension ProxmoxPath: CustomStringConvertible {
    package var description: String { text }
}
