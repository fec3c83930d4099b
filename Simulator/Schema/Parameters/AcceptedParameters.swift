/// Parameters that satisfy their schema, in the form in which they reach the code behind an endpoint: booleans are `1`
/// or `0`, numbers text, arrays lists; parameters without value are left out, and no default is filled in.
package struct AcceptedParameters: Sendable, Hashable {
    /// By key: texts, lists of texts, and whatever objects JSON bodies hold.
    package let values: [String: ParameterValue]

    init(_ values: [String: ParameterValue]) {
        self.values = values.filter { $0.value != .null }.mapValues(\.canonical)
    }

    /// The text of a scalar; nil when the parameter is missing.
    package subscript(_ key: String) -> String? { values[key]?.scalarText }

    /// The texts of an array; empty when the parameter is missing.
    package func list(_ key: String) -> [String] { values[key]?.texts ?? [] }

    /// Whether a boolean was given as true; nil when it was not given.
    package func flag(_ key: String) -> Bool? { self[key].map { $0 == "1" } }

    /// A whole number; nil when the parameter is missing or too large to be one.
    package func integer(_ key: String) -> Int? {
        self[key].flatMap { Int(String(PerlText.withoutLastLineBreak($0))) }
    }
}
