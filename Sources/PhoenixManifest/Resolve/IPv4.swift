/// An IPv4 address.
struct IPv4Address: Hashable, CustomStringConvertible {
    let bits: UInt32

    /// Nil unless the text is four decimal numbers of 0...255 without leading zeros.
    init?(_ text: some StringProtocol) { self.init(text.utf8) }

    /// The same for the bytes of a text.
    init?(_ text: some Collection<UInt8>) {
        var bits: UInt32 = 0
        var (number, digits, parts): (UInt32, Int, Int) = (0, 0, 1)
        for byte in text {
            if byte == UInt8(ascii: ".") {
                guard digits > 0, parts < 4 else { return nil }
                bits = bits << 8 | number
                (number, digits, parts) = (0, 0, parts + 1)
            } else {
                guard (48...57).contains(byte), digits == 0 || number > 0 else { return nil }
                number = number * 10 + UInt32(byte - 48)
                guard number <= 255 else { return nil }
                digits += 1
            }
        }
        guard parts == 4, digits > 0 else { return nil }
        self.bits = bits << 8 | number
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
        guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
        let length = text.utf8[slash...].dropFirst()
        guard let address = IPv4Address(text.utf8[..<slash]), (1...2).contains(length.count) else { return nil }
        guard let prefixLength = Int(Substring(length)), (0...32).contains(prefixLength) else { return nil }
        self.address = address
        self.prefixLength = prefixLength
    }

    private var mask: UInt32 { prefixLength == 0 ? 0 : UInt32.max << UInt32(32 - prefixLength) }

    var network: IPv4Address { IPv4Address(bits: address.bits & mask) }

    var broadcast: IPv4Address { IPv4Address(bits: address.bits | ~mask) }

    func contains(_ other: IPv4Address) -> Bool { other.bits & mask == network.bits }

    /// Networks of one or two addresses keep none back.
    var keepsAddressesBack: Bool { prefixLength <= 30 }
}
