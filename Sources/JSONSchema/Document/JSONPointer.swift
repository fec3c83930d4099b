/// JSON pointers (RFC 6901): `/guests/0/memory_mb`, with `~1` for `/` and `~0` for `~`; empty for the whole document.
enum JSONPointer {
    static func escaped(_ token: String) -> String {
        guard token.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return token }
        var result = ""
        for scalar in token.unicodeScalars {
            switch scalar {
            case "~": result += "~0"
            case "/": result += "~1"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The tokens of a pointer without their escapes; nil when it does not begin with `/` or holds a bad escape.
    static func tokens(_ pointer: some StringProtocol) -> [String]? {
        if pointer.isEmpty { return [] }
        guard pointer.utf8.first == UInt8(ascii: "/") else { return nil }
        var tokens: [String] = []
        for part in pointer.unicodeScalars.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard let token = unescaped(part) else { return nil }
            tokens.append(token)
        }
        return tokens
    }

    private static func unescaped(_ part: some Sequence<Unicode.Scalar>) -> String? {
        var result = String.UnicodeScalarView()
        var isEscape = false
        for scalar in part {
            switch (isEscape, scalar) {
            case (true, "0"): result.append("~")
            case (true, "1"): result.append("/")
            case (true, _): return nil
            case (false, "~"): break
            case (false, _): result.append(scalar)
            }
            isEscape = !isEscape && scalar == "~"
        }
        return isEscape ? nil : String(result)
    }

    /// Reads an array index as a pointer writes it: decimal, no sign, no leading zero.
    static func arrayIndex(_ token: String) -> Int? {
        let isCanonical = token.utf8.allSatisfy(ASCII.isDigit) && (token == "0" || token.utf8.first != ASCII.zero)
        return isCanonical ? Int(token) : nil
    }
}

extension JSONValue {
    /// JSON pointer from the root of the document to this value.
    package var pointer: String {
        "".appending(pathTokens: pathTokens(from: 0))
    }

    /// The value at a JSON pointer below this one; nil when there is none or the pointer is malformed.
    package func value(at pointer: String) -> JSONValue? {
        guard let tokens = JSONPointer.tokens(pointer) else { return nil }
        var current = self
        for token in tokens {
            guard let next = current.child(token) else { return nil }
            current = next
        }
        return current
    }

    func child(_ token: String) -> JSONValue? {
        if let object { return object[token] }
        guard let array, let ordinal = JSONPointer.arrayIndex(token), ordinal < array.count else { return nil }
        return array.dropFirst(ordinal).first
    }

    /// The container of this value; nil for the root.
    var parent: JSONValue? {
        index == 0 ? nil : JSONValue(document: document, index: Int(entry.parent))
    }

    /// The keys and array indices that lead from an ancestor to this value.
    func pathTokens(from ancestor: Int) -> [JSONPathToken] {
        var tokens: [JSONPathToken] = []
        var current = self
        while current.index != ancestor, let parent = current.parent {
            tokens.append(current.lastToken(in: parent))
            current = parent
        }
        return tokens.reversed()
    }

    private func lastToken(in parent: JSONValue) -> JSONPathToken {
        if parent.entry.kind == .object {
            return .key(document.text(of: entry.kind == .key ? index : index - 1))
        }
        var ordinal = 0
        var sibling = parent.index + 1
        while sibling < index {
            ordinal += 1
            sibling = Int(document.tape[sibling].next)
        }
        return .item(ordinal)
    }
}

/// One step down into a document.
enum JSONPathToken: Sendable, Equatable {
    case key(String)
    case item(Int)
}

extension String {
    func appending(pathTokens: [JSONPathToken]) -> String {
        pathTokens.reduce(into: self) { pointer, token in
            switch token {
            case .key(let key): pointer += "/" + JSONPointer.escaped(key)
            case .item(let ordinal): pointer += "/\(ordinal)"
            }
        }
    }
}
