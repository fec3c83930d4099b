/// How single values are written in a guest's configuration file.
package enum ConfigurationText {
    /// Proxmox reads 1, on, yes and true as true inside files and property strings.
    package static func isTrue(_ text: String) -> Bool { ["1", "on", "yes", "true"].contains(text.lowercased()) }

    /// Proxmox reads 0, off, no and false as false inside files and property strings.
    package static func isFalse(_ text: String) -> Bool { ["0", "off", "no", "false"].contains(text.lowercased()) }

    /// Escapes one line of a description: control characters, `%`, `:` and everything above ASCII.
    package static func encodedLine(_ line: some StringProtocol) -> String {
        var text = ""
        for byte in line.utf8 {
            let isPlain = (0x20...0x7E).contains(byte) && byte != 0x25 && byte != 0x3A
            text += isPlain ? String(UnicodeScalar(byte)) : percent(byte)
        }
        return text
    }

    /// Escapes everything but letters, digits and `-_.~`, as cloud-init's keys are stored.
    package static func encodedComponent(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || [45, 46, 95, 126].contains(byte)
            return isPlain ? String(UnicodeScalar(byte)) : percent(byte)
        }.joined()
    }

    /// Reads back both of the above; what is no escape stays as it is.
    package static func decoded(_ text: some StringProtocol) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var position = 0
        while position < bytes.count {
            if bytes[position] == 0x25, position + 2 < bytes.count,
                let high = hexadecimal(bytes[position + 1]), let low = hexadecimal(bytes[position + 2])
            {
                result.append(high << 4 | low)
                position += 3
            } else {
                result.append(bytes[position])
                position += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Lower case, each once, ascending, joined by `;` (Proxmox's default tag style).
    package static func tags(_ text: String) -> String {
        Set(list(text.lowercased())).sorted().joined(separator: ";")
    }

    /// The single entries of a list separated by `;`, `,` or blanks, or by NULs only if there is one.
    package static func list(_ text: String) -> [String] {
        if text.contains("\0") { return text.split(separator: "\0").map(String.init) }
        return text.split(whereSeparator: { $0 == "," || $0 == ";" || $0.isWhitespace }).map(String.init)
    }

    private static func percent(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return "%" + (digits.count == 1 ? "0" : "") + digits
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
