/// Where a request came from.
package struct PeerAddress: Sendable, Equatable {
    /// An address in numbers, without brackets.
    package let host: String
    package let port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// For requests that never crossed a socket.
    package static let loopback = PeerAddress(host: "127.0.0.1", port: 0)
}
