/// A parameter as it came with a request, or an item inside one.
package indirect enum ParameterValue: Sendable, Hashable {
    /// From a form or a query, or a JSON string.
    case text(String)
    /// A JSON number, in the digits that Proxmox gives it.
    case number(String)
    /// A JSON literal; forms have no such thing and write 1 or 0.
    case boolean(Bool)
    /// A JSON literal, or a key of a form without `=`; counts as not given.
    case null
    /// A JSON array, or the values of a key that a form repeats.
    case list([ParameterValue])
    /// A JSON object.
    case object([String: ParameterValue])

    /// The text of a scalar as Proxmox compares and stores it; nil for null, lists and objects.
    package var scalarText: String? {
        switch self {
        case .text(let text), .number(let text): text
        case .boolean(let value): value ? "1" : "0"
        case .null, .list, .object: nil
        }
    }

    /// The texts of a list, or the one text of a scalar.
    package var texts: [String] {
        if case .list(let items) = self { return items.compactMap(\.scalarText) }
        return scalarText.map { [$0] } ?? []
    }

    /// The same with every scalar as text, as it reaches the code behind an endpoint.
    var canonical: ParameterValue {
        switch self {
        case .text, .null: self
        case .number(let text): .text(text)
        case .boolean(let value): .text(value ? "1" : "0")
        case .list(let items): .list(items.map(\.canonical))
        case .object(let members): .object(members.mapValues(\.canonical))
        }
    }

    /// What messages call a value that is no plain scalar.
    var referenceName: String? {
        switch self {
        case .text, .number, .null: nil
        case .boolean: "JSON::PP::Boolean"
        case .list: "ARRAY"
        case .object: "HASH"
        }
    }

    /// What Perl takes for true.
    var isTrue: Bool {
        switch self {
        case .text(let text), .number(let text): PerlText.isTrue(text)
        case .boolean(let value): value
        case .null: false
        case .list, .object: true
        }
    }
}
