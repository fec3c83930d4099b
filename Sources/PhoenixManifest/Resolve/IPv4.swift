/// An IPv4 address.
struct IPv4Address: Hashable, CustomStringConvertible {
    let bits: UInt32

    /// Nil unless the text is four decimal numbers of 0...255 without leading zeros.
    init?(_ text: some StringProtocol) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bits: UInt32 = 0
        for part in parts {
            guard (1...3).contains(part.count), part.allSatisfy({ (48...57).contains($0) }) else { return nil }
            let number = part.reduce(UInt32(0)) { $0 * 10 + UInt32($1 - 48) }
            guard number <= 255, part.count == 1 || part.first != UInt8(ascii: "0") else { return nil }
            bits = bits << 8 | number
        }
        self.bits = bits
    }

    fileprivate init(bits: UInt32) { self.bits = bits }

    var description: String {
        [24, 16, 8, 0].map { String(bits >> UInt32($0) & 255) }.joined(separator: ".")
    }
}

/// An IPv4 address with the length of its network's prefix: `192.168.40.21/24`.
struct IPv4Interface {
    let address: IPv4Address
    /// 0...32
    let prefixLength: Int

    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPv4Address(parts[0]) else { return nil }
        guard (1...2).contains(parts[1].utf8.count), let length = Int(parts[1]), (0...32).contains(length) else {
            return nil
        }
        self.address = address
        prefixLength = length
    }

    private var mask: UInt32 { prefixLength == 0 ? 0 : UInt32.max << UInt32(32 - prefixLength) }

    var network: IPv4Address { IPv4Address(bits: address.bits & mask) }

    var broadcast: IPv4Address { IPv4Address(bits: address.bits | ~mask) }

    func contains(_ other: IPv4Address) -> Bool { other.bits & mask == network.bits }

    /// Networks of one or two addresses keep none back.
    var keepsAddressesBack: Bool { prefixLength <= 30 }
}
