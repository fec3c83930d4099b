/// All endpoints of a version of Proxmox, found by method and path.
///
/// Loading reads the embedded facts; each endpoint's schema is built at its first use.
package final class EndpointTable: Sendable {
    /// The version whose endpoints these are.
    package let profile: Profile
    /// In ascending order by path, then method.
    package let endpoints: [Endpoint]
    let catalog: FormatCatalog
    private let root: EndpointTree
    /// By method and template, with a space between.
    private let byTemplate: [String: Endpoint]

    /// Reads the facts of a version; fails only when the facts in the program are damaged.
    package init(_ profile: Profile) throws(SchemaFactsError) {
        let facts = try SchemaFacts(profile)
        let catalog = try FormatCatalog(facts, profile: profile)
        self.profile = profile
        self.catalog = catalog
        endpoints = try facts.endpoints(catalog: catalog)
        root = EndpointTree(endpoints)
        byTemplate = Dictionary(endpoints.map { ("\($0.method) \($0.path)", $0) }) { _, last in last }
    }

    /// Finds what a request means; the path is what follows `/api2/json`, percent-encoding already undone.
    ///
    /// Proxmox decodes a whole path before it takes it apart, so an encoded slash separates like any other; only the
    /// last name of `…/content/{volume}` and `…/ipset/{name}/{cidr}` takes all that is left. Empty parts are skipped.
    package func lookUp(_ method: String, _ path: String) -> EndpointLookup {
        root.lookUp(method, path.split(separator: "/")[...])
    }

    /// The endpoint with exactly this template, such as `/nodes/{node}/lxc`.
    package func endpoint(_ method: String, template: String) -> Endpoint? {
        byTemplate["\(method) \(template)"]
    }
}
