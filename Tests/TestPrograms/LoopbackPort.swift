import Foundation

/// A TCP port of 127.0.0.1 that the system gives to nobody else as long as this object lives.
///
/// A server that shares addresses (`SO_REUSEADDR`, as sshd and git-daemon do) may listen on it all the same. Until one does,
/// connections are refused.
package final class LoopbackPort: Sendable {
    package let number: Int
    private let descriptor: Int32

    package init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var shared: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &shared, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let status = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 ? getsockname(descriptor, $0, &size) : -1
            }
        }
        number = Int(UInt16(bigEndian: address.sin_port))
        guard status == 0 else { throw NotReady("a port of 127.0.0.1") }
    }

    deinit { close(descriptor) }

    /// Accepts connections from now on, and says nothing to them.
    package func listen() throws {
        guard Glibc.listen(descriptor, 8) == 0 else { throw NotReady("listening on \(number)") }
    }
}
