/// Parameters of a call, in the order given; a name may stand several times, which is how lists are sent.
///
/// They go as `application/x-www-form-urlencoded`, the one form that every version takes, also between nodes.
package struct ProxmoxForm: Hashable, Sendable {
    /// One parameter.
    package struct Field: Hashable, Sendable {
        package let name: String
        package let value: String
    }

    package private(set) var fields: [Field] = []

    package init() {}

    package var isEmpty: Bool { fields.isEmpty }

    /// Adds a parameter; nil adds nothing.
    package mutating func add(_ name: String, _ value: String?) {
        if let value { fields.append(Field(name: name, value: value)) }
    }

    /// Adds a number; nil adds nothing.
    package mutating func add(_ name: String, _ value: Int?) { add(name, value.map(String.init)) }

    /// Adds a switch as `1` or `0`; nil adds nothing.
    package mutating func add(_ name: String, _ value: Bool?) { add(name, value.map { $0 ? "1" : "0" }) }

    /// The first value of a name.
    package subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// As sent, in a body or behind a question mark.
    package var encoded: String {
        fields.map { "\(PercentEncoding.encoded($0.name))=\(PercentEncoding.encoded($0.value))" }
            .joined(separator: "&")
    }
}

extension ProxmoxForm: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { add(name, value) }
    }
}
