package import PhoenixModel

/// What people do on the host, past Phoenix. It takes effect at once.
package enum HumanAction: Hashable, Codable, Sendable {
    /// Changes settings, as the web interface does.
    case configure(GuestID, set: [Setting], unset: [SettingKey])
    case powerOn(GuestID)
    case powerOff(GuestID)
    case delete(GuestID)
    case move(GuestID, to: NodeName)
    case lock(GuestID, reason: String)
    case unlock(GuestID)
    /// Makes a guest of their own.
    case takeNumber(GuestID, kind: GuestKind, node: NodeName, name: String)
    case rollback(GuestID, to: SnapshotName)
    case removeMark(GuestID)
    case removeTag(GuestID, tag: String)
    case writeFile(GuestID, path: String, text: String)
    case deleteFile(GuestID, path: String)
    /// The network to it breaks; its guests go on.
    case disconnectNode(NodeName)
    /// It loses power: its guests stop, and its tasks die and leave their locks.
    case crashNode(NodeName)
    /// It is there again and starts what starts at boot.
    case bringNodeOnline(NodeName)
}
