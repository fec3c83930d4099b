/// One dot-separated part of a prerelease, such as `rc` or `1`.
package enum PrereleaseIdentifier: Sendable, Hashable {
    /// Digits only: compared as a number, and before every text.
    case number(UInt64)
    /// Anything else: compared by its ASCII bytes.
    case text(String)

    /// Reads the parts of `text`; nil if one is empty, has a character outside of `0-9A-Za-z-`, or a leading zero.
    static func list(_ text: Substring) -> [PrereleaseIdentifier]? {
        var identifiers: [PrereleaseIdentifier] = []
        for part in text.split(separator: ".", omittingEmptySubsequences: false) {
            guard isWellFormed(part) else { return nil }
            if part.utf8.allSatisfy({ (48...57).contains($0) }) {
                guard let value = PhoenixGit.number(part) else { return nil }
                identifiers.append(.number(value))
            } else {
                identifiers.append(.text(String(part)))
            }
        }
        return identifiers
    }

    static func isWellFormed(_ part: Substring) -> Bool {
        !part.isEmpty
            && part.utf8.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45
            }
    }
}

extension PrereleaseIdentifier: Comparable {
    package static func < (left: PrereleaseIdentifier, right: PrereleaseIdentifier) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): left < right
        case (.number, .text): true
        case (.text, .number): false
        case (.text(let left), .text(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
        }
    }
}

extension PrereleaseIdentifier: CustomStringConvertible {
    package var description: String {
        switch self {
        case .number(let value): "\(value)"
        case .text(let text): text
        }
    }
}
