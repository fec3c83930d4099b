/// A version of Proxmox VE as `/version` tells it: `9.2.3`, `8.4.5`, `7.4-16`.
package struct ProxmoxVersion: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    package let major: Int
    package let minor: Int

    package init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// Reads the first two numbers; nil for a text that does not begin with any.
    package init?(_ text: String) {
        let numbers = text.split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
        guard text.first?.isNumber == true, let major = numbers.first else { return nil }
        self.init(major, numbers.count > 1 ? numbers[1] : 0)
    }

    package var description: String { "\(major).\(minor)" }

    package static func < (left: Self, right: Self) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }

    /// The first version that Phoenix works with: mapped devices, guests' tags and JSON as it expects them.
    package static let oldestSupported = ProxmoxVersion(8, 0)
    /// The newest version that Phoenix was tried with.
    package static let newestTested = ProxmoxVersion(9, 2)
}
