/// Turns a schema, and all that its references reach, into nodes that can be evaluated quickly.
///
/// Each place becomes one node; places met on the way wait in a list, so chains of references cost no stack.
struct SchemaCompiler {
    private(set) var resources: SchemaResources
    let options: SchemaOptions
    private var nodes: [SchemaNode?] = []
    private var nodeByPlace: [SchemaPlace: Int] = [:]
    private var waiting: [(place: JSONValue, node: Int)] = []

    init(registry: SchemaRegistry, options: SchemaOptions) {
        resources = SchemaResources(registry: registry)
        self.options = options
    }

    mutating func compile(_ schema: JSONValue, at uri: String) throws(SchemaCompilationError) -> CompiledSchema {
        try resources.add(schema, at: URIReference(uri).withoutFragment)
        let root = try node(for: schema)
        var dynamicAnchors: [[String: Int]] = []
        repeat {
            try compileWaiting()
            dynamicAnchors = try compileDynamicAnchors()
        } while !waiting.isEmpty
        let compiled = nodes.compactMap { $0 }
        try refuseEndlessReferences(compiled)
        return CompiledSchema(nodes: compiled, root: root, dynamicAnchors: dynamicAnchors, options: options)
    }

    /// The number of the node for a place, which is compiled later if it is new.
    mutating func node(for place: JSONValue) throws(SchemaCompilationError) -> Int {
        if let known = nodeByPlace[SchemaPlace(place)] { return known }
        guard nodes.count < SchemaOptions.maximumSubschemas else {
            throw resources.failure(.tooManySubschemas(limit: SchemaOptions.maximumSubschemas), at: place)
        }
        let node = nodes.count
        nodes.append(nil)
        nodeByPlace[SchemaPlace(place)] = node
        waiting.append((place, node))
        return node
    }

    /// The node that a reference leads to, and the dynamic anchor it ended at, if it did.
    mutating func resolve(
        _ reference: String, at place: JSONValue
    ) throws(SchemaCompilationError) -> (node: Int, dynamicAnchor: String?) {
        let target = try resources.resolve(reference, from: resources.resourceIndex(of: place), at: place)
        return (try node(for: target.schema), target.dynamicAnchor)
    }

    func pattern(_ source: String, at place: JSONValue) throws(SchemaCompilationError) -> Pattern {
        do {
            return try Pattern(source)
        } catch {
            throw resources.failure(.invalidPattern(error), at: place)
        }
    }

    func malformed(_ keyword: String, expected: String, at place: JSONValue) -> SchemaCompilationError {
        resources.failure(.malformedKeyword(keyword, expected: expected), at: place)
    }

    private mutating func compileWaiting() throws(SchemaCompilationError) {
        while let (place, node) = waiting.popLast() {
            nodes[node] = try compileNode(place)
        }
    }

    private mutating func compileDynamicAnchors() throws(SchemaCompilationError) -> [[String: Int]] {
        var result: [[String: Int]] = []
        for resource in resources.all {
            var anchors: [String: Int] = [:]
            for (name, schema) in resource.dynamicAnchors.sorted(by: { $0.key < $1.key }) {
                anchors[name] = try node(for: schema)
            }
            result.append(anchors)
        }
        return result
    }

    private mutating func compileNode(_ place: JSONValue) throws(SchemaCompilationError) -> SchemaNode {
        let resource = resources.resourceIndex(of: place)
        let origin = resources.origin(ofResource: resource)
        guard let object = place.object else {
            guard place.boolean != nil else { throw resources.failure(.notASchema(found: place.kind), at: place) }
            return SchemaNode(
                source: place, origin: origin, resource: resource, types: nil, keywords: [], texts: SchemaTexts())
        }
        let vocabulary = resources.all[resource].vocabulary.union(.core)
        let schema = SchemaObject(value: place, object: object, vocabulary: vocabulary)
        var keywords: [any SchemaKeyword] = []
        for keyword in SchemaKeywords.all where !vocabulary.isDisjoint(with: keyword.vocabulary) {
            if let compiled = try keyword.compile(schema, &self) { keywords.append(compiled) }
        }
        return SchemaNode(
            source: place, origin: origin, resource: resource,
            types: vocabulary.contains(.validation) ? try types(schema) : nil,
            keywords: keywords, texts: try SchemaTexts(schema, self))
    }

    private func types(_ schema: SchemaObject) throws(SchemaCompilationError) -> [SchemaType]? {
        guard let value = schema["type"] else { return nil }
        let names = value.array.map(Array.init) ?? [value]
        let types = names.compactMap { $0.string.flatMap(SchemaType.init(rawValue:)) }
        guard !types.isEmpty, types.count == names.count else {
            throw malformed("type", expected: "one of the seven type names, or an array of them", at: value)
        }
        return types
    }

    /// A schema that applies itself to the same value again would never come to an end.
    private func refuseEndlessReferences(_ nodes: [SchemaNode]) throws(SchemaCompilationError) {
        guard let cycle = GraphCycle.find(count: nodes.count, edges: { nodes[$0].inPlaceSubschemas }) else { return }
        throw resources.failure(
            .endlessReference(cycle.map { nodes[$0].location }), at: nodes[cycle[0]].source)
    }
}
