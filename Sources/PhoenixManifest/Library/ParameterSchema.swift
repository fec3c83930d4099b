import JSONSchema
import PhoenixModel

/// Which parameters a feature or application takes.
struct ParameterSchema: Sendable {
    /// Declared names, ascending.
    let names: [String]
    /// What a parameter is if nobody says anything.
    let defaults: [String: JSONText]
    /// Nil if nothing is declared, or what is declared is no schema.
    let compiled: CompiledSchema?
    /// Whether names that are not declared are left to the schema.
    let takesOthers: Bool

    init(_ source: Sourced?, _ findings: inout Findings) {
        guard let source else {
            self.init(names: [], defaults: [:], compiled: nil, takesOthers: false)
            return
        }
        let properties = source.value["properties"]?.object.map(Array.init) ?? []
        var defaults: [String: JSONText] = [:]
        for property in properties {
            if let value = property.value["default"] {
                defaults[property.key.text] = MergedValue.written(source.inner(value)).canonicalText
            }
        }
        let opened = source.value["additionalProperties"].map { $0.boolean != false } ?? false
        self.init(
            names: properties.map(\.key.text).sorted(), defaults: defaults,
            compiled: findings.includeShapes ? compile(source, &findings) : nil,
            takesOthers: opened || source.value["patternProperties"] != nil)
    }

    private init(names: [String], defaults: [String: JSONText], compiled: CompiledSchema?, takesOthers: Bool) {
        self.names = names
        self.defaults = defaults
        self.compiled = compiled
        self.takesOthers = takesOthers
    }

    /// For a script without a manifest: anything goes.
    static let anything = ParameterSchema(names: [], defaults: [:], compiled: nil, takesOthers: true)

    func declares(_ name: String) -> Bool { takesOthers || names.contains(name) }
}

private func compile(_ source: Sourced, _ findings: inout Findings) -> CompiledSchema? {
    do {
        // The manifest's own shape is checked with the metaschema already.
        return try CompiledSchema.compile(
            source.value, at: "https://phoenix.invalid/\(source.path)", options: SchemaOptions(checksMetaschema: false))
    } catch {
        // What the metaschema refuses was found with the manifest's shape.
        switch error.reason {
        case .malformedKeyword, .notASchema, .invalid: return nil
        default: break
        }
        findings.error(
            .invalidParameterSchema, at: source.place,
            "The parameters are not described by a usable JSON Schema: \(error.message)",
            remedy: error.remedy ?? "Mend the schema")
        return nil
    }
}
