package import PhoenixModel

/// Asks a cluster what its caller may do.
package struct PermissionsObserver: Sendable {
    private let server: any ProxmoxServer

    package init(_ server: any ProxmoxServer) {
        self.server = server
    }

    /// One call, and one more for each of `paths` that it does not tell: only so a place that takes everything away
    /// (`NoAccess`) is seen, as Proxmox leaves out paths on which nothing is held.
    ///
    /// - Parameters:
    ///   - caller: as whom the server is asked, which no call tells.
    ///   - shellNodes: the nodes whose shell is at hand.
    package func observe(
        as caller: Permissions.Caller, version: ProxmoxVersion, shellNodes: Set<NodeName>,
        asking paths: some Sequence<ObjectPath> = []
    ) async throws(Failure) -> Permissions {
        var permissions = Permissions(caller: caller, version: version, shellNodes: shellNodes)
        permissions.granted = try await granted(.permissions())
        for path in Set(paths).subtracting(permissions.granted.keys).sorted() {
            let told = try await granted(.permissions(on: path))
            permissions.granted[path] = told[path] ?? [:]
        }
        return permissions
    }

    /// The version of the node that answers.
    package func version() async throws(Failure) -> ProxmoxVersion {
        let endpoint = Endpoint<VersionAnswer>.version()
        do throws(ProxmoxError) {
            let text = try await server.answer(endpoint).version
            guard let version = ProxmoxVersion(text) else { throw .unreadable("'\(text)' is no version") }
            return version
        } catch {
            throw Failure(error, of: endpoint.request, while: "tell its version")
        }
    }

    private func granted(
        _ endpoint: Endpoint<PermissionsAnswer>
    ) async throws(Failure) -> [ObjectPath: [PrivilegeName: Bool]] {
        do throws(ProxmoxError) {
            return try await server.answer(endpoint).granted
        } catch {
            throw Failure(error, of: endpoint.request, while: "tell what Phoenix may do")
        }
    }
}
