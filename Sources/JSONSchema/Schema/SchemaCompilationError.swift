/// Why a schema cannot be used, and where in it.
package struct SchemaCompilationError: Error, Sendable, Equatable {
    /// The kind of mistake, for programs.
    package let reason: Reason

    /// URI of the schema resource with the JSON pointer of the place as fragment.
    package let schemaLocation: String

    /// The place in the schema's document; nil when a whole document is at fault.
    package let position: JSONPosition?

    /// The kinds of mistake that the compiler tells apart.
    package enum Reason: Sendable, Equatable {
        /// A schema that a reference needs is not JSON.
        case unreadable(JSONSyntaxError)
        /// The schema breaks the rules of its metaschema.
        case invalid([SchemaViolation])
        /// A schema is an object, `true` or `false`.
        case notASchema(found: JSONKind)
        case malformedKeyword(String, expected: String)
        case invalidPattern(PatternSyntaxError)
        case unresolvedReference(String)
        case unknownMetaschema(String)
        case unknownVocabulary(String)
        case duplicateIdentifier(String)
        /// References that lead back to their own start without going deeper into the value.
        case endlessReference([String])
        case tooManySubschemas(limit: Int)
    }

    /// What is wrong, in one sentence without a full stop.
    package var message: String {
        switch reason {
        case .unreadable(let error): "The schema \(schemaLocation) is not JSON: \(error)"
        case .invalid(let violations):
            "The schema \(schemaLocation) breaks the rules of JSON Schema: "
                + violations.prefix(3).map(\.message).joined(separator: "; ")
        case .notASchema(let found): "A schema must be an object, true or false, not \(SchemaType(found).nounPhrase)"
        case .malformedKeyword(let keyword, let expected): "\(keyword) must be \(expected)"
        case .invalidPattern(let error):
            "The pattern \(Quoted.text(error.pattern)) is not valid at character \(error.offset + 1): \(error.message)"
        case .unresolvedReference(let reference): "The reference \(Quoted.text(reference)) leads nowhere"
        case .unknownMetaschema(let uri): "The metaschema \(Quoted.text(uri)) is not known"
        case .unknownVocabulary(let uri):
            "The metaschema requires the vocabulary \(Quoted.text(uri)), which is not known"
        case .duplicateIdentifier(let identifier): "The identifier \(Quoted.text(identifier)) is given twice"
        case .endlessReference(let path): "These references go round in a circle: \(path.joined(separator: " → "))"
        case .tooManySubschemas(let limit): "The schema has more than \(limit) subschemas"
        }
    }

    /// How to mend it, where that can be told.
    package var remedy: String? {
        switch reason {
        case .unresolvedReference: "Define what it names, or register the schema that holds it"
        case .unknownMetaschema: "Use https://json-schema.org/draft/2020-12/schema, or leave $schema out"
        case .unknownVocabulary: "Use a metaschema whose required vocabularies are those of draft 2020-12"
        case .duplicateIdentifier: "Give one of the two another name"
        case .endlessReference: "Let one of them refer to a smaller part of the value"
        case .unreadable, .invalid, .notASchema, .malformedKeyword, .invalidPattern, .tooManySubschemas: nil
        }
    }
}
