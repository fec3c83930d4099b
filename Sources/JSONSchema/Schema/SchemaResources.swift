/// All resources that a schema reaches, found as references ask for them.
struct SchemaResources {
    let registry: SchemaRegistry
    private(set) var all: [SchemaResource] = []
    private var indexByURI: [URIReference: Int] = [:]
    private var indexByRoot: [SchemaPlace: Int] = [:]

    init(registry: SchemaRegistry) { self.registry = registry }

    /// Adds a schema and everything inside it that has an identifier.
    @discardableResult
    mutating func add(_ schema: JSONValue, at uri: URIReference) throws(SchemaCompilationError) -> Int {
        if let known = indexByRoot[SchemaPlace(schema)] { return known }
        let resource = try addResource(schema, retrievedFrom: uri, vocabulary: .standard)
        indexByURI[uri] = indexByURI[uri] ?? resource
        try scan(schema, resource: resource)
        return resource
    }

    /// The resource that a place belongs to: that of the nearest enclosing schema with a URI of its own.
    func resourceIndex(of value: JSONValue) -> Int {
        var current: JSONValue? = value
        while let place = current {
            if let index = indexByRoot[SchemaPlace(place)] { return index }
            current = place.parent
        }
        return 0
    }

    /// The schema that a reference names, as seen from a resource.
    mutating func resolve(
        _ reference: String, from index: Int, at place: JSONValue
    ) throws(SchemaCompilationError) -> ResolvedReference {
        let uri = all[index].uri.resolving(URIReference(reference))
        guard let target = try resource(at: uri.withoutFragment, for: place) else {
            throw failure(.unresolvedReference(reference), at: place)
        }
        guard let fragment = URIReference.percentDecoded(uri.fragment ?? "") else {
            throw failure(.unresolvedReference(reference), at: place)
        }
        if fragment.isEmpty || fragment.hasPrefix("/") {
            guard let schema = all[target].root.value(at: fragment) else {
                throw failure(.unresolvedReference(reference), at: place)
            }
            return ResolvedReference(schema: schema, dynamicAnchor: nil)
        }
        let resource = all[target]
        guard let schema = resource.anchors[fragment] ?? resource.dynamicAnchors[fragment] else {
            throw failure(.unresolvedReference(reference), at: place)
        }
        return ResolvedReference(
            schema: schema, dynamicAnchor: resource.dynamicAnchors[fragment] == nil ? nil : fragment)
    }

    struct ResolvedReference {
        let schema: JSONValue
        /// The name, when the reference ended at a `$dynamicAnchor`.
        let dynamicAnchor: String?
    }

    func failure(_ reason: SchemaCompilationError.Reason, at place: JSONValue) -> SchemaCompilationError {
        SchemaCompilationError(
            reason: reason, schemaLocation: location(of: place), position: place.position)
    }

    /// URI of the resource, and the pointer inside it as fragment.
    func location(of place: JSONValue) -> String {
        guard !all.isEmpty else { return "#" + place.pointer }
        return origin(ofResource: resourceIndex(of: place)).location(of: place)
    }

    func origin(ofResource index: Int) -> SchemaOrigin {
        SchemaOrigin(uri: all[index].uri, rootIndex: all[index].root.index)
    }

    private mutating func resource(
        at uri: URIReference, for place: JSONValue
    ) throws(SchemaCompilationError) -> Int? {
        if let known = indexByURI[uri] { return known }
        let schema: JSONValue?
        do {
            schema = try registry.schema(at: uri)
        } catch {
            throw SchemaCompilationError(
                reason: .unreadable(error), schemaLocation: uri.description, position: nil)
        }
        guard let schema else { return nil }
        return try add(schema, at: uri)
    }
}

/// Looking for identifiers.
extension SchemaResources {
    /// Documents nest no deeper than their reader allows, so this may call itself for each level.
    private mutating func scan(_ schema: JSONValue, resource: Int) throws(SchemaCompilationError) {
        var resource = resource
        if schema["$id"] != nil, indexByRoot[SchemaPlace(schema)] == nil {
            resource = try addResource(
                schema, retrievedFrom: all[resource].uri, vocabulary: all[resource].vocabulary)
        }
        if let name = try identifier("$anchor", in: schema) {
            try refuseSecond(name, in: resource, at: schema)
            all[resource].anchors[name] = schema
        }
        if let name = try identifier("$dynamicAnchor", in: schema) {
            try refuseSecond(name, in: resource, at: schema)
            all[resource].dynamicAnchors[name] = schema
        }
        for subschema in SubschemaKeywords.subschemas(of: schema) {
            try scan(subschema, resource: resource)
        }
    }

    private mutating func addResource(
        _ schema: JSONValue, retrievedFrom uri: URIReference, vocabulary: SchemaVocabulary
    ) throws(SchemaCompilationError) -> Int {
        var identifier = uri
        if let id = schema["$id"] {
            let reference = id.string.map(URIReference.init)
            guard let reference, (reference.fragment ?? "").isEmpty else {
                throw failure(.malformedKeyword("$id", expected: "a URI reference without fragment"), at: id)
            }
            identifier = uri.resolving(reference).withoutFragment
        }
        guard indexByURI[identifier] == nil else {
            throw failure(.duplicateIdentifier(identifier.description), at: schema)
        }
        let declared = try declaredVocabulary(of: schema) ?? vocabulary
        let index = all.count
        all.append(SchemaResource(uri: identifier, root: schema, vocabulary: declared))
        indexByURI[identifier] = index
        indexByRoot[SchemaPlace(schema)] = index
        return index
    }

    private func identifier(_ keyword: String, in schema: JSONValue) throws(SchemaCompilationError) -> String? {
        guard let value = schema[keyword] else { return nil }
        guard let name = value.string, !name.isEmpty else {
            throw failure(.malformedKeyword(keyword, expected: "a name"), at: value)
        }
        return name
    }

    private func refuseSecond(
        _ name: String, in resource: Int, at place: JSONValue
    ) throws(SchemaCompilationError) {
        let known = all[resource].anchors[name] ?? all[resource].dynamicAnchors[name]
        guard known == nil || known == place else { throw failure(.duplicateIdentifier(name), at: place) }
    }

    /// The vocabulary of the metaschema that a schema names; nil when it names none.
    private func declaredVocabulary(
        of schema: JSONValue
    ) throws(SchemaCompilationError) -> SchemaVocabulary? {
        guard let keyword = schema["$schema"] else { return nil }
        guard let uri = keyword.string else {
            throw failure(.malformedKeyword("$schema", expected: "the URI of a metaschema"), at: keyword)
        }
        if uri == Metaschema.uri { return .standard }
        let metaschema = try? registry.schema(at: URIReference(uri).withoutFragment)
        guard let metaschema else { throw failure(.unknownMetaschema(uri), at: keyword) }
        guard let declarations = metaschema["$vocabulary"]?.object else { return .standard }
        var vocabulary: SchemaVocabulary = []
        for declaration in declarations {
            if let known = SchemaVocabulary(uri: declaration.key.text) {
                vocabulary.formUnion(known)
            } else if declaration.value.boolean == true {
                throw failure(.unknownVocabulary(declaration.key.text), at: keyword)
            }
        }
        return vocabulary
    }
}
