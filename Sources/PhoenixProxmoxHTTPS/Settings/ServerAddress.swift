import NIOCore
package import PhoenixModel

/// Where a node's API listens: a name or an address in numbers, and a port.
package struct ServerAddress: Hashable, Sendable {
    /// As given, in small letters; IPv6 without brackets.
    package let host: String
    package let port: Int

    /// Where pveproxy listens.
    package static let standardPort = 8006

    /// Reads `https://HOST` or `https://HOST:PORT`; IPv6 stands in brackets.
    package init(_ text: String) throws(Failure) {
        func refused(_ reason: String) -> Failure {
            Failure(
                .settingsInvalid, "'\(Self.shown(text))' cannot be used as the address of Proxmox's API: \(reason)",
                remedy: "use https://HOST or https://HOST:PORT, such as https://pve1.example:8006")
        }
        guard let mark = text.firstRange(of: "://") else { throw refused("it does not begin with https://") }
        guard text[..<mark.lowerBound].lowercased() == "https" else {
            throw refused("Proxmox speaks https and nothing else")
        }
        var authority = text[mark.upperBound...]
        if authority.hasSuffix("/") { authority.removeLast() }
        guard !authority.contains("@") else { throw refused("credentials do not belong into an address") }
        guard !authority.contains(where: { "/?#".contains($0) }) else { throw refused("it goes on behind the port") }
        let (host, port) = Self.parts(of: authority)
        guard let host, Self.isHost(host) else { throw refused("its host is neither a name nor an address in numbers") }
        guard let port else {
            (self.host, self.port) = (host.lowercased(), Self.standardPort)
            return
        }
        guard port.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt16(port), number > 0 else {
            throw refused("its port is no number from 1 to 65535")
        }
        (self.host, self.port) = (host.lowercased(), Int(number))
    }

    /// Host without brackets and port; no host where the brackets do not match.
    private static func parts(of authority: Substring) -> (host: String?, port: Substring?) {
        guard authority.hasPrefix("[") else {
            let host = authority.prefix { $0 != ":" }
            return (String(host), host.endIndex < authority.endIndex ? authority[host.endIndex...].dropFirst() : nil)
        }
        guard let end = authority.firstIndex(of: "]") else { return (nil, nil) }
        let host = String(authority[..<end].dropFirst())
        let rest = authority[end...].dropFirst()
        guard host.contains(":"), rest.isEmpty || rest.hasPrefix(":") else { return (nil, nil) }
        return (host, rest.isEmpty ? nil : rest.dropFirst())
    }

    /// The longest name that DNS knows.
    private static let longestNameBytes = 253

    private static func isHost(_ text: String) -> Bool {
        if text.contains(":") { return (try? SocketAddress(ipAddress: text, port: 0)) != nil }
        let isName = text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
            default: false
            }
        }
        return isName && !text.isEmpty && text.utf8.count <= longestNameBytes
    }

    /// Without what stands before an `@`, which may be a password.
    private static func shown(_ text: String) -> String {
        let rest = text.lastIndex(of: "@").map { "•••" + text[$0...] } ?? text
        return String(String.UnicodeScalarView(rest.unicodeScalars.prefix(200).filter { $0.value >= 0x20 }))
    }
}

extension ServerAddress: CustomStringConvertible {
    /// `HOST:PORT`, as people are told which node is meant.
    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// What stands before the path of a URL.
    var origin: String { "https://\(self)" }
}
