/// A schema's own words for what is wrong and how to mend it: the keywords `x-message` and `x-remedy`.
///
/// Each is a string, used for every violation of that very subschema (not of the schemas inside it), or an object
/// that gives a string for each of the subschema's keywords: `{"pattern": "…", "required": "…"}`.
struct SchemaTexts: Sendable {
    static let messageKeyword = "x-message"
    static let remedyKeyword = "x-remedy"

    let message: Text?
    let remedy: Text?

    enum Text: Sendable {
        case forAll(String)
        case forKeyword([String: String])

        func text(for keyword: String) -> String? {
            switch self {
            case .forAll(let text): text
            case .forKeyword(let texts): texts[keyword]
            }
        }

        var coversAll: Bool {
            if case .forAll = self { true } else { false }
        }
    }

    init(message: Text? = nil, remedy: Text? = nil) {
        self.message = message
        self.remedy = remedy
    }

    init(_ schema: SchemaObject, _ compiler: SchemaCompiler) throws(SchemaCompilationError) {
        message = try Self.text(Self.messageKeyword, schema, compiler)
        remedy = try Self.text(Self.remedyKeyword, schema, compiler)
    }

    private static func text(
        _ keyword: String, _ schema: SchemaObject, _ compiler: SchemaCompiler
    ) throws(SchemaCompilationError) -> Text? {
        guard let value = schema[keyword] else { return nil }
        if let text = value.string { return .forAll(text) }
        var texts: [String: String] = [:]
        for member in value.object.map(Array.init) ?? [] { texts[member.key.text] = member.value.string }
        guard let object = value.object, texts.count == object.count else {
            throw compiler.malformed(
                keyword, expected: "a string, or an object that gives a string for keywords", at: value)
        }
        return .forKeyword(texts)
    }
}
