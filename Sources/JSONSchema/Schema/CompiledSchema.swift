/// A schema made ready to check any number of documents; it can be shared between threads.
package struct CompiledSchema: Sendable {
    let nodes: [SchemaNode]
    let root: Int
    /// For each resource, the nodes of its `$dynamicAnchor`s by name.
    let dynamicAnchors: [[String: Int]]
    let options: SchemaOptions

    /// Compiles a schema of draft 2020-12 that may stand anywhere in a document.
    ///
    /// `uri` is where the schema would be fetched from: relative references start there, and violations name it.
    package static func compile(
        _ schema: JSONValue, at uri: String = "", registry: SchemaRegistry = SchemaRegistry(),
        options: SchemaOptions = SchemaOptions()
    ) throws(SchemaCompilationError) -> CompiledSchema {
        if options.checksMetaschema { try checkMetaschema(schema, uri: uri, registry: registry) }
        var compiler = SchemaCompiler(registry: registry, options: options)
        return try compiler.compile(schema, at: uri)
    }

    /// Compiles a schema that is at hand as text.
    package static func compile(
        text: String, at uri: String = "", registry: SchemaRegistry = SchemaRegistry(),
        options: SchemaOptions = SchemaOptions()
    ) throws(SchemaCompilationError) -> CompiledSchema {
        let document: JSONDocument
        do {
            document = try JSONDocument.parse(text: text)
        } catch {
            throw SchemaCompilationError(reason: .unreadable(error), schemaLocation: uri, position: error.position)
        }
        return try compile(document.root, at: uri, registry: registry, options: options)
    }

    /// Everything that is wrong with a value, in the order of its text; empty when it satisfies the schema.
    package func violations(in value: JSONValue) -> [SchemaViolation] {
        var check = Evaluation(schema: self, document: value.document, isCollecting: false)
        if check.isSatisfied(at: value.index) { return [] }
        if let limit = check.limitViolation(at: value.index) { return [limit] }
        var evaluation = Evaluation(schema: self, document: value.document, isCollecting: true)
        return evaluation.collectViolations(at: value.index)
    }

    /// Whether a value satisfies the schema; quicker than asking for the violations.
    package func accepts(_ value: JSONValue) -> Bool {
        var evaluation = Evaluation(schema: self, document: value.document, isCollecting: false)
        return evaluation.isSatisfied(at: value.index)
    }

    /// The keys that a schema and those it applies to the same value name.
    func knownKeys(inPlaceFrom node: SchemaNode) -> [String] {
        var names = node.memberNames
        var seen: Set<Int> = []
        var waiting = node.inPlaceSubschemas
        while let next = waiting.popLast() {
            guard seen.insert(next).inserted else { continue }
            names += nodes[next].memberNames.filter { !names.contains($0) }
            waiting += nodes[next].inPlaceSubschemas
        }
        return names
    }

    private static func checkMetaschema(
        _ schema: JSONValue, uri: String, registry: SchemaRegistry
    ) throws(SchemaCompilationError) {
        guard schema.object != nil else { return }
        let metaschemaURI = schema["$schema"]?.string ?? Metaschema.uri
        let metaschema = try metaschema(at: metaschemaURI, registry: registry)
        guard let violations = metaschema?.violations(in: schema), !violations.isEmpty else { return }
        throw SchemaCompilationError(
            reason: .invalid(violations), schemaLocation: uri, position: violations[0].position)
    }

    /// Nil for a metaschema that is not known, which the compiler reports with its place.
    private static func metaschema(
        at uri: String, registry: SchemaRegistry
    ) throws(SchemaCompilationError) -> CompiledSchema? {
        if uri == Metaschema.uri { return try Metaschema.compiled.get() }
        guard let schema = try? registry.schema(at: URIReference(uri).withoutFragment) else { return nil }
        return try compile(schema, at: uri, registry: registry, options: SchemaOptions(checksMetaschema: false))
    }
}
