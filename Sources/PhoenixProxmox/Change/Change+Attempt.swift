import PhoenixModel

extension Change {
    /// What a failure says was tried: completes "the host did not …".
    var attempt: String {
        switch self {
        case .download(let download): "fetch image \(download.volume) to node \(download.guest.node)"
        case .create: "create \(guest)"
        case .clone(let cloning): "clone \(cloning.source.id) to \(guest)"
        case .configure: "configure \(guest)"
        case .mark: "mark \(guest)"
        case .grow(_, let key, let size): "grow \(key) of \(guest) to \(size) GiB"
        case .start: "start \(guest)"
        case .shutDown: "shut down \(guest)"
        case .restart: "restart \(guest)"
        case .snapshot(_, let name): "make snapshot '\(name)' of \(guest)"
        case .makeTemplate: "make a template of \(guest)"
        case .migrate(_, let node): "move \(guest) to \(node)"
        case .destroy: "destroy \(guest)"
        }
    }
}
