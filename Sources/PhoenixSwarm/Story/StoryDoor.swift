/// By which door Phoenix reaches a story's host.
package enum StoryDoor: String, Hashable, Sendable, CaseIterable {
    /// The model itself: the quickest.
    case inProcess = "in-process"
    /// Proxmox's API and its nodes' shells, through all that talks to a real Proxmox but the sockets. Secrets are handed to
    /// scripts there.
    case api
}
