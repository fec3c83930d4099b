import JSONSchema

/// The schemas of the repository format, compiled once for the whole program.
struct SchemaCatalog: Sendable {
    let fleet: ShapeSchema
    let guest: ShapeSchema
    let containerFile: ShapeSchema
    let machineFile: ShapeSchema
    let feature: ShapeSchema
    let application: ShapeSchema

    static let standard = SchemaCatalog()

    private init() {
        var registry = SchemaRegistry()
        for schema in EmbeddedSchema.allCases {
            registry.add(schema.document.root, at: schema.address)
        }
        fleet = ShapeSchema(.phoenix, registry)
        guest = ShapeSchema(.guest, registry)
        containerFile = ShapeSchema(.containerFile, registry)
        machineFile = ShapeSchema(.machineFile, registry)
        feature = ShapeSchema(.feature, registry)
        application = ShapeSchema(.application, registry)
    }
}

/// One schema of the catalog, ready to check documents.
struct ShapeSchema: Sendable {
    let compiled: CompiledSchema

    fileprivate init(_ schema: EmbeddedSchema, _ registry: SchemaRegistry) {
        do {
            compiled = try CompiledSchema.compile(
                schema.document.root, at: schema.address, registry: registry,
                options: SchemaOptions(checksMetaschema: false))
        } catch {
            // A test compiles every embedded schema against its metaschema.
            preconditionFailure("The embedded schema \(schema.rawValue) does not compile: \(error.message)")
        }
    }
}
