/// Paths as a tree of their parts: one look-up a part.
struct EndpointTree: Sendable {
    private var children: [Substring: EndpointTree] = [:]
    private var parameter: Parameter?
    private var endpoints: [String: Endpoint] = [:]

    /// A part that is a value: `{vmid}`.
    private struct Parameter: Sendable {
        let name: String
        let trees: [EndpointTree]
        var tree: EndpointTree { trees[0] }
        /// The value goes on to the end of the path, slashes included.
        var takesRest: Bool { name == "volume" || name == "cidr" }
    }

    init(_ endpoints: [Endpoint]) {
        for endpoint in endpoints { insert(endpoint, at: endpoint.path.split(separator: "/")[...]) }
    }

    private init() {}

    private mutating func insert(_ endpoint: Endpoint, at parts: ArraySlice<Substring>) {
        guard let part = parts.first else {
            endpoints[endpoint.method] = endpoint
            return
        }
        guard part.hasPrefix("{"), part.hasSuffix("}") else {
            children[part, default: EndpointTree()].insert(endpoint, at: parts.dropFirst())
            return
        }
        var tree = parameter?.tree ?? EndpointTree()
        tree.insert(endpoint, at: parts.dropFirst())
        parameter = Parameter(name: String(part.dropFirst().dropLast()), trees: [tree])
    }

    func lookUp(_ method: String, _ parts: ArraySlice<Substring>) -> EndpointLookup {
        var tree = self
        var rest = parts
        var values: [String: String] = [:]
        while let part = rest.popFirst() {
            if let child = tree.children[part] {
                tree = child
            } else if let parameter = tree.parameter {
                values[parameter.name] = parameter.takesRest ? ([part] + rest).joined(separator: "/") : String(part)
                if parameter.takesRest { rest = [] }
                tree = parameter.tree
            } else {
                return .unknownPath
            }
        }
        guard let endpoint = tree.endpoints[method] else {
            return tree.endpoints.isEmpty ? .unknownPath : .methodNotOnPath
        }
        return .found(endpoint, parameters: values)
    }
}
