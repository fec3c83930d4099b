/// A device on a node's USB.
package struct USBDevice: Hashable, Codable, Sendable {
    package let bus: Int
    package let number: Int
    package let port: Int
    package let level: Int
    package let deviceClass: Int
    /// Four digits each, without `0x`.
    package let vendor: String
    package let product: String
    /// In megabits a second.
    package let speed: String
    /// Such as `1-2`.
    package let path: String?
    package let manufacturerName: String?
    package let productName: String?
}
