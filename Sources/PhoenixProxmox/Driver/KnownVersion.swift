import PhoenixModel
import Synchronization

/// The version of the cluster, asked for once: it does not change while Phoenix runs but by an upgrade, after which the rights
/// are named anew at Phoenix's next start.
final class KnownVersion: Sendable {
    private let version = Mutex<ProxmoxVersion?>(nil)

    func value(asking ask: () async throws(Failure) -> ProxmoxVersion) async throws(Failure) -> ProxmoxVersion {
        if let known = version.withLock({ $0 }) { return known }
        let asked = try await ask()
        version.withLock { $0 = asked }
        return asked
    }
}
