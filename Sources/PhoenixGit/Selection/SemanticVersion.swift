/// A version as semver.org 2.0.0 defines it, for example of a tag.
package struct SemanticVersion: Sendable, Hashable {
    /// The first number: incompatible changes raise it.
    package let major: UInt64
    /// The second number.
    package let minor: UInt64
    /// The third number.
    package let patch: UInt64
    /// What stands between `-` and `+`, split at dots; empty for a release.
    package let prerelease: [PrereleaseIdentifier]

    package init(_ major: UInt64, _ minor: UInt64, _ patch: UInt64, prerelease: [PrereleaseIdentifier] = []) {
        self.major = major
        self.minor = minor
        self.patch = patch
        self.prerelease = prerelease
    }

    /// Reads `1.2.3-rc.1+build`, with an optional leading `v`; nil for anything that is not a whole semantic version.
    ///
    /// Build metadata is checked and forgotten, because it has no place in the order.
    package init?(_ text: String) {
        var rest = Substring(text)
        if rest.first == "v" { rest.removeFirst() }
        if let plus = rest.firstIndex(of: "+") {
            guard Self.areIdentifiers(rest[rest.index(after: plus)...]) else { return nil }
            rest = rest[..<plus]
        }
        var identifiers: [PrereleaseIdentifier] = []
        if let dash = rest.firstIndex(of: "-") {
            guard let parsed = PrereleaseIdentifier.list(rest[rest.index(after: dash)...]) else { return nil }
            identifiers = parsed
            rest = rest[..<dash]
        }
        let numbers = rest.split(separator: ".", omittingEmptySubsequences: false).map(number)
        guard numbers.count == 3, let major = numbers[0], let minor = numbers[1], let patch = numbers[2] else {
            return nil
        }
        self.init(major, minor, patch, prerelease: identifiers)
    }

    private static func areIdentifiers(_ text: Substring) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(PrereleaseIdentifier.isWellFormed)
    }

    /// Whether `other` has the same three numbers.
    func hasSameNumbers(as other: SemanticVersion) -> Bool {
        (major, minor, patch) == (other.major, other.minor, other.patch)
    }
}

extension SemanticVersion: Comparable {
    package static func < (left: SemanticVersion, right: SemanticVersion) -> Bool {
        let leftNumbers = (left.major, left.minor, left.patch)
        let rightNumbers = (right.major, right.minor, right.patch)
        guard leftNumbers == rightNumbers else { return leftNumbers < rightNumbers }
        // A release comes after all of its prereleases.
        if left.prerelease.isEmpty || right.prerelease.isEmpty {
            return !left.prerelease.isEmpty && right.prerelease.isEmpty
        }
        return left.prerelease.lexicographicallyPrecedes(right.prerelease)
    }
}

extension SemanticVersion: CustomStringConvertible {
    package var description: String {
        let suffix = prerelease.map(\.description).joined(separator: ".")
        return "\(major).\(minor).\(patch)" + (suffix.isEmpty ? "" : "-" + suffix)
    }
}

/// A number of a version: decimal digits without a leading zero, at most 64 bits.
func number(_ text: Substring) -> UInt64? {
    let digits = text.utf8
    guard !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
    guard digits.count == 1 || digits.first != 48 else { return nil }
    return UInt64(text)
}
