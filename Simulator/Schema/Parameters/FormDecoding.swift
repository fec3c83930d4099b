/// Reads parameters from a query or a body of type `application/x-www-form-urlencoded`, as Proxmox's server does.
package enum FormDecoding {
    /// Pairs are separated by `&` or `;`, `+` is a space, repeated keys become a list.
    ///
    /// What follows a second `=` in a pair is lost, a key without `=` has the value null, and percent signs without two
    /// hexadecimal digits stand for themselves. Values are UTF-8; keys are taken byte by byte.
    package static func parameters(_ text: some Collection<UInt8>) -> [String: ParameterValue] {
        var parameters: [String: ParameterValue] = [:]
        let bytes = Array(text)
        guard bytes != [UInt8(ascii: "0")] else { return parameters }
        var pairs = bytes.split(omittingEmptySubsequences: false) { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: ";") }
        while pairs.last?.isEmpty == true { pairs.removeLast() }
        for pair in pairs {
            let parts = pair.split(separator: UInt8(ascii: "="), omittingEmptySubsequences: false)
            let key = String(String.UnicodeScalarView(decoded(parts[0]).map { Unicode.Scalar($0) }))
            guard parts.count > 1 else {
                parameters[key] = .null
                continue
            }
            let value = ParameterValue.text(String(decoding: decoded(parts[1]), as: UTF8.self))
            parameters[key] = joined(parameters[key], value)
        }
        return parameters
    }

    private static func joined(_ known: ParameterValue?, _ value: ParameterValue) -> ParameterValue {
        switch known {
        case nil, .null: value
        case .list(let items): .list(items + [value])
        case let known?: .list([known, value])
        }
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), index + 2 < bytes.endIndex, let high = hexadecimal(bytes[index + 1]),
                let low = hexadecimal(bytes[index + 2])
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                index += 1
            }
        }
        return result
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension FormDecoding {
    /// Joins the parameters of a query and of a body: the query wins, and `_dc`, with which browsers defeat caches, is
    /// dropped.
    package static func joined(
        query: [String: ParameterValue], body: [String: ParameterValue]
    ) -> [String: ParameterValue] {
        var parameters = body.merging(query) { _, query in query }
        parameters["_dc"] = nil
        return parameters
    }
}
