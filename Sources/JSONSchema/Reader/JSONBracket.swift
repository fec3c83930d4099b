/// The two kinds of container, as their brackets show them.
package enum JSONBracket: String, Sendable {
    case brace = "{"
    case bracket = "["

    var closing: String { self == .brace ? "}" : "]" }
    var noun: String { self == .brace ? "object" : "array" }
    /// With its article.
    var article: String { self == .brace ? "an object" : "an array" }
}
