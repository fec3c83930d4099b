package import PhoenixModel

/// A set of versions: every comparator has to hold.
///
/// Written as `^1.2`, `~1.2.3`, `>=1.0 <2.0`, `1.x`, `*` or `1.2.3`, with the meaning that npm and Cargo share.
package struct VersionRange: Sendable, Equatable {
    /// The range as it was written.
    package let text: String
    let comparators: [Comparator]

    /// Reads a range; `settingsInvalid` names the part that cannot be read.
    package init(_ text: String) throws(Failure) {
        self.text = text
        comparators = try VersionRangeParser.comparators(of: text)
    }

    /// Whether `version` lies in the range.
    ///
    /// A prerelease does only if a comparator names a prerelease of the same three numbers: nobody who asks for `^1.2`
    /// wants `1.3.0-rc.1`.
    package func contains(_ version: SemanticVersion) -> Bool {
        guard comparators.allSatisfy({ $0.holds(for: version) }) else { return false }
        guard !version.prerelease.isEmpty else { return true }
        return comparators.contains { !$0.bound.prerelease.isEmpty && $0.bound.hasSameNumbers(as: version) }
    }
}

extension VersionRange {
    /// One condition on a version.
    struct Comparator: Sendable, Equatable {
        var relation: Relation
        var bound: SemanticVersion

        func holds(for version: SemanticVersion) -> Bool {
            switch relation {
            case .less: version < bound
            case .lessOrEqual: version <= bound
            case .equal: version == bound
            case .greaterOrEqual: version >= bound
            case .greater: version > bound
            }
        }
    }

    enum Relation: Sendable, Equatable {
        case less, lessOrEqual, equal, greaterOrEqual, greater
    }
}
