/// A JSON value to be written, with members in the order in which they are given.
package indirect enum JSONText: Sendable, Hashable {
    case null
    case boolean(Bool)
    case integer(Int)
    case decimal(JSONDecimal)
    case string(String)
    case array([JSONText])
    case object([Member])
    /// Text that is JSON already and is written as it stands, also where the rest is indented.
    case verbatim(String)

    /// A key with its value; keys are written as given, so the caller keeps them different.
    package struct Member: Sendable, Hashable {
        /// Without quotes or escapes.
        package let key: String
        /// Any value, objects included.
        package let value: JSONText

        /// Joins a key and a value.
        package init(_ key: String, _ value: JSONText) {
            self.key = key
            self.value = value
        }
    }

    /// Copies a value of a document; whole numbers that fit become integers however they were written.
    package init(_ value: JSONValue) {
        switch value.kind {
        case .null: self = .null
        case .boolean: self = .boolean(value.boolean == true)
        case .number: self = Self.number(value)
        case .string: self = .string(value.string ?? "")
        case .array: self = .array(value.array?.map(JSONText.init) ?? [])
        case .object: self = .object(value.object?.map { Member($0.key.text, JSONText($0.value)) } ?? [])
        }
    }

    private static func number(_ value: JSONValue) -> JSONText {
        if let integer = value.integer { return .integer(integer) }
        return .decimal(value.decimal ?? JSONDecimal(0))
    }
}

extension JSONText: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .boolean(value) }
    package init(arrayLiteral elements: JSONText...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONText)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }
    package init(nilLiteral: ()) { self = .null }
}
