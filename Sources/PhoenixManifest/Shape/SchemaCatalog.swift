import JSONSchema

/// The schemas of the repository format, each compiled once for the whole program, when it is first needed.
enum SchemaCatalog {
    static let fleet = ShapeSchema(.phoenix)
    static let guest = ShapeSchema(.guest)
    static let containerFile = ShapeSchema(.containerFile)
    static let machineFile = ShapeSchema(.machineFile)
    static let feature = ShapeSchema(.feature)
    static let application = ShapeSchema(.application)

    /// Compiles what nearly every repository needs; whoever needs it meanwhile waits for it.
    static func prepare() { _ = (fleet, guest, feature, application) }

    /// What references between the schemas lead to.
    fileprivate static let registry = {
        var registry = SchemaRegistry()
        for (schema, document) in documents { registry.add(document.root, at: schema.address) }
        return registry
    }()

    fileprivate static let documents = Dictionary(
        uniqueKeysWithValues: EmbeddedSchema.allCases.map { ($0, $0.document) })
}

/// One schema of the catalog, ready to check documents.
struct ShapeSchema: Sendable {
    let compiled: CompiledSchema

    fileprivate init(_ schema: EmbeddedSchema) {
        do {
            let document = SchemaCatalog.documents[schema] ?? schema.document
            compiled = try CompiledSchema.compile(
                document.root, at: schema.address, registry: SchemaCatalog.registry,
                options: SchemaOptions(checksMetaschema: false))
        } catch {
            // A test compiles every embedded schema against its metaschema.
            preconditionFailure("The embedded schema \(schema.rawValue) does not compile: \(error.message)")
        }
    }
}
