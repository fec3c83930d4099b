/// A call's input in pieces that one request to the agent can carry.
enum InputParts {
    /// How large a request may be: servers before pve-http-server 5.2.1 refuse bodies of more than 64 KiB (behaviour 1.5), and
    /// the other fields need room too.
    static let requestLimitBytes = 60_000

    /// Cuts base64, so that each piece escaped for a form fits a request, and unescaped the limit of the agent's `file-write` of
    /// 61440 characters.
    static func cut(_ base64: String) -> [String] {
        var parts: [String] = []
        var part: [UInt8] = []
        var escaped = 0
        for byte in base64.utf8 {
            let cost = isEscaped(byte) ? 3 : 1
            if escaped + cost > limitBytes {
                parts.append(String(decoding: part, as: UTF8.self))
                part = []
                escaped = 0
            }
            part.append(byte)
            escaped += cost
        }
        return part.isEmpty ? parts : parts + [String(decoding: part, as: UTF8.self)]
    }

    /// Leaves a request room for the file's name.
    private static let limitBytes = requestLimitBytes - 1000

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "=")
    }
}
