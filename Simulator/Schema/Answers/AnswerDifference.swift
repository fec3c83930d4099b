/// Something in an answer that the published schema says otherwise.
package struct AnswerDifference: Sendable, Hashable, CustomStringConvertible {
    /// Keys and indexes joined by dots, such as `2.maxmem`; empty for the answer itself.
    package let path: String
    /// What differs.
    package let kind: Kind

    /// The differences that are looked for.
    package enum Kind: Sendable, Hashable {
        /// A member that must be there is not.
        case missing
        /// A member that may not be there is.
        case unknown
        /// The value is of another type than the schema names, also in a lax reading.
        case wrongType(expected: ValueKind, found: String)
        /// The value is none of those that the schema lists.
        case notListed(String)
    }

    package var description: String {
        let place = path.isEmpty ? "the answer" : path
        return switch kind {
        case .missing: "\(place): missing"
        case .unknown: "\(place): not in the schema"
        case .wrongType(let expected, let found): "\(place): expected \(expected.rawValue), found \(found)"
        case .notListed(let value): "\(place): '\(value)' is not in the enumeration"
        }
    }
}
