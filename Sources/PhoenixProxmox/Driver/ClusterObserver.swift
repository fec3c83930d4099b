import PhoenixModel

/// What a cluster tells beside its guests' configurations.
struct ClusterSight: Sendable {
    /// Before the first call, so nothing in it is older.
    let takenAt: Instant
    var reader: NodeReader
    let permissions: Permissions
}

/// Asks a cluster what it consists of and what its caller may do there.
struct ClusterObserver: Sendable {
    let server: any ProxmoxServer
    let caller: Permissions.Caller
    private let version = KnownVersion()

    init(server: any ProxmoxServer, caller: Permissions.Caller) {
        self.server = server
        self.caller = caller
    }

    func observe(at now: Instant) async throws(Failure) -> ClusterSight {
        async let told = Result { () async throws(Failure) in try await permissions() }
        let reader = try await NodeObserver(server).observe()
        return ClusterSight(takenAt: now, reader: reader, permissions: try await told.get())
    }

    /// Root's own password opens everything, so nothing has to be asked.
    private func permissions() async throws(Failure) -> Permissions {
        let observer = PermissionsObserver(server)
        let version = try await version.value { () async throws(Failure) in try await observer.version() }
        guard caller != .root else { return Permissions(caller: caller, version: version) }
        return try await observer.observe(as: caller, version: version, shellNodes: [])
    }
}
