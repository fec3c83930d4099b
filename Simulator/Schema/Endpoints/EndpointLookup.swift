/// What stands behind a method and a path.
package enum EndpointLookup: Sendable {
    /// The endpoint, and the values of the names in its path.
    case found(Endpoint, parameters: [String: String])
    /// Proxmox has the path, but not this method on it.
    case methodNotOnPath
    /// Proxmox has no such path.
    case unknownPath

    /// Proxmox's message for everything that is not found: status 501. The path is shown decoded.
    package static func notImplemented(method: String, path: String) -> String {
        "Method '\(method) \(path)' not implemented"
    }
}
