/// Paths as a tree of their parts: one look-up a part.
final class EndpointTree: Sendable {
    private let children: [Substring: EndpointTree]
    private let parameter: Parameter?
    /// By method.
    private let endpoints: [String: Endpoint]

    /// A part that is a value: `{vmid}`.
    private struct Parameter: Sendable {
        let name: String
        let tree: EndpointTree
        /// The value goes on to the end of the path, slashes included.
        var takesRest: Bool { name == "volume" || name == "cidr" }
    }

    private typealias Entry = (endpoint: Endpoint, rest: ArraySlice<Substring>)

    convenience init(_ endpoints: [Endpoint]) {
        self.init(endpoints.map { ($0, $0.path.split(separator: "/")[...]) })
    }

    private init(_ entries: [Entry]) {
        let ending = entries.filter { $0.rest.isEmpty }.map { ($0.endpoint.method, $0.endpoint) }
        endpoints = Dictionary(ending) { _, last in last }
        let deeper = Dictionary(grouping: entries.filter { !$0.rest.isEmpty }) { $0.rest.first ?? "" }
            .mapValues { group in EndpointTree(group.map { ($0.endpoint, $0.rest.dropFirst()) }) }
        children = deeper.filter { !$0.key.hasPrefix("{") }
        // Proxmox has no path with two names for the same part.
        parameter = deeper.first { $0.key.hasPrefix("{") }
            .map { Parameter(name: String($0.key.dropFirst().dropLast()), tree: $0.value) }
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
