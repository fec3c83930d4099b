/// One way in which a document breaks the rules of a schema.
package struct SchemaViolation: Sendable, Equatable {
    /// What is wrong, for programs; with the figures and names that the message is made of.
    package let code: Code

    /// The value at fault; when the key is at fault, the object that holds it.
    package var instance: JSONValue { checked.isKey ? checked.parent ?? checked : checked }

    /// The key at fault, when it is the key and not a value.
    package let key: JSONKey?

    /// The keyword that refused, empty for the schema `false`.
    package let keyword: String

    /// URI of the schema resource, with the JSON pointer of the keyword as fragment.
    package let schemaLocation: String

    /// What is wrong, in one sentence without a full stop.
    package let message: String

    /// How to mend it, in one sentence without a full stop, where that can be told.
    package let remedy: String?

    /// What the schema was applied to; a key itself inside `propertyNames`.
    let checked: JSONValue

    /// The schema's own words replaced the message for all its keywords.
    let hasOwnWordsForAll: Bool

    /// Where to point: at the key when there is one.
    package var position: JSONPosition { key?.position ?? instance.position }

    /// JSON pointer of the key's member, or of the value.
    package var pointer: String { key?.pointer ?? instance.pointer }

    init(
        code: Code, checked: JSONValue, key: JSONKey?, keyword: String, schemaLocation: String, texts: SchemaTexts
    ) {
        self.code = code
        self.checked = checked
        self.key = key
        self.keyword = keyword
        self.schemaLocation = schemaLocation
        let wording = ViolationWording(code: code, value: checked)
        message = texts.message?.text(for: keyword) ?? wording.message
        remedy = texts.remedy?.text(for: keyword) ?? wording.remedy
        hasOwnWordsForAll = texts.message?.coversAll == true
    }
}

extension SchemaViolation {
    /// What is wrong, for programs.
    package indirect enum Code: Sendable, Equatable {
        case wrongType(expected: [SchemaType], actual: SchemaType)
        case notInEnumeration(allowed: [JSONText])
        case notConstant(expected: JSONText)
        case belowMinimum(limit: JSONDecimal, isExclusive: Bool)
        case aboveMaximum(limit: JSONDecimal, isExclusive: Bool)
        case notMultiple(of: JSONDecimal)
        case tooShort(minimum: Int, actual: Int)
        case tooLong(maximum: Int, actual: Int)
        case patternMismatch(pattern: String)
        case formatMismatch(StringFormat)
        case tooFewItems(minimum: Int, actual: Int)
        case tooManyItems(maximum: Int, actual: Int)
        /// The item stands in its array already; where.
        case repeatedItem(first: Int)
        case tooFewMatchingItems(minimum: Int, actual: Int)
        case tooManyMatchingItems(maximum: Int, actual: Int)
        /// No schema provides for this item.
        case forbiddenItem
        /// No schema provides for this key; those that it could have been stand beside it.
        case unknownKey(String, known: [String])
        /// The key is named by a schema in order to refuse it.
        case forbiddenKey(String)
        case missingKeys([String])
        case missingDependentKeys([String], requiredBy: String)
        case tooFewKeys(minimum: Int, actual: Int)
        case tooManyKeys(maximum: Int, actual: Int)
        /// A schema that must not apply does.
        case forbidden
        case forbiddenValues([JSONText])
        case forbiddenTogether([String])
        /// Every alternative lacks other keys.
        case missingAnyOf([[String]])
        /// None of several schemas applies; what is wrong in each of them.
        case noAlternative(branches: [[SchemaViolation]])
        /// More than one of several schemas applies where exactly one should; their ordinals.
        case severalAlternatives(matching: [Int])
        case tooManyViolations(limit: Int)
        /// The schema leads deeper and deeper into itself.
        case tooDeep(limit: Int)
        /// Checking would take too long.
        case tooCostly
    }
}
