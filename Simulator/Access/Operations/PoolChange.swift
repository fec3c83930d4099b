/// Members that are to join or leave a pool, as `PUT /pools` states them.
package struct PoolChange: Sendable, Hashable {
    /// Nil leaves the comment as it is.
    package var comment: String?
    /// Ids as given.
    package var guests: [String]
    /// Names as given.
    package var storages: [String]
    /// A guest may leave the pool where it is.
    package var allowsMove: Bool
    /// The members leave instead of joining.
    package var removes: Bool

    /// States a change by the texts of Proxmox's lists.
    package init(
        comment: String? = nil, guests: String = "", storages: String = "", allowsMove: Bool = false,
        removes: Bool = false
    ) {
        self.comment = comment
        self.guests = ProxmoxList.split(guests)
        self.storages = ProxmoxList.split(storages)
        self.allowsMove = allowsMove
        self.removes = removes
    }
}
