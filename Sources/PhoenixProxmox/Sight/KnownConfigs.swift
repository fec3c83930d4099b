import PhoenixModel
import Synchronization

/// The configurations that were seen last: what a change may be guarded by, so that it need not look first.
///
/// A configuration is as it was seen for as long as it has that digest; Proxmox refuses a change that names another one.
final class KnownConfigs: Sendable {
    private let configs = Mutex(BoundedMemory<GuestReference, GuestConfig>(limit: KnownConfigs.guestLimit))

    /// The configuration seen last at that place; nil if none was, or one that no digest proves.
    func config(of guest: GuestReference) -> GuestConfig? { configs.withLock { $0[guest] } }

    func keep(_ config: GuestConfig, of guest: GuestReference) {
        guard config.digest != nil else { return }
        configs.withLock { $0[guest] = config }
    }

    /// Far more than a fleet has guests; whose configuration gives way is looked at again.
    private static let guestLimit = 10_000

    func forget(_ guest: GuestReference) { configs.withLock { $0[guest] = nil } }
}
