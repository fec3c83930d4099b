/// When a guest is started at the node's boot (Proxmox: `startup`).
package struct StartupOrder: Hashable, Codable, Sendable {
    /// Its place: lower starts earlier.
    package var order: Int?
    /// How long the node waits before it starts the next guest.
    package var delaySeconds: Int?

    package init(order: Int?, delaySeconds: Int?) {
        self.order = order
        self.delaySeconds = delaySeconds
    }
}
