/// A version of a range, in which the last numbers may be missing or `x`.
struct PartialVersion {
    /// Nil for `*`.
    private let major: UInt64?
    private let minor: UInt64?
    private let patch: UInt64?
    private let prerelease: [PrereleaseIdentifier]

    /// Nil unless it reads `1`, `1.2`, `1.2.3`, `1.2.3-rc.1`, `1.x`, `1.2.*`, `*` or the like, with an optional `v`.
    init?(_ text: Substring) {
        if let whole = SemanticVersion(String(text)) {
            (major, minor, patch) = (whole.major, whole.minor, whole.patch)
            prerelease = whole.prerelease
            return
        }
        var numbers: [UInt64?] = []
        let digits = text.first == "v" ? text.dropFirst() : text
        for part in digits.split(separator: ".", omittingEmptySubsequences: false) {
            let isWildcard = part == "x" || part == "X" || part == "*"
            let value = number(part)
            guard isWildcard || value != nil else { return nil }
            // After a wildcard nothing more exact can follow.
            if value != nil, numbers.contains(where: { $0 == nil }) { return nil }
            numbers.append(value)
        }
        guard (1...3).contains(numbers.count) else { return nil }
        numbers += Array(repeating: nil, count: 3 - numbers.count)
        (major, minor, patch) = (numbers[0], numbers[1], numbers[2])
        prerelease = []
    }

    var isWhole: Bool { patch != nil }

    /// The lowest version it may stand for.
    var lowest: SemanticVersion { SemanticVersion(major ?? 0, minor ?? 0, patch ?? 0, prerelease: prerelease) }

    /// The first version after those that the numbers name; nil if there is none.
    var afterWildcard: SemanticVersion? {
        guard let major else { return nil }
        guard let minor else { return next(major) }
        guard let patch else { return next(major, minor) }
        return next(major, minor, patch)
    }

    /// `~1.2.3` keeps major and minor, `~1` keeps major.
    var afterTilde: SemanticVersion? {
        guard let major else { return nil }
        return minor.map { next(major, $0) } ?? next(major)
    }

    /// `^` keeps the first number that is not zero: below 1.0 the minor number is the one that breaks.
    var afterCaret: SemanticVersion? {
        guard let major else { return nil }
        guard major == 0, let minor else { return next(major) }
        guard minor == 0, let patch else { return next(major, minor) }
        return next(major, minor, patch)
    }

    private func next(_ major: UInt64) -> SemanticVersion? { raised(major).map { SemanticVersion($0, 0, 0) } }

    private func next(_ major: UInt64, _ minor: UInt64) -> SemanticVersion? {
        raised(minor).map { SemanticVersion(major, $0, 0) } ?? next(major)
    }

    private func next(_ major: UInt64, _ minor: UInt64, _ patch: UInt64) -> SemanticVersion? {
        raised(patch).map { SemanticVersion(major, minor, $0) } ?? next(major, minor)
    }

    /// Nil instead of an overflow.
    private func raised(_ value: UInt64) -> UInt64? { value == .max ? nil : value + 1 }
}
