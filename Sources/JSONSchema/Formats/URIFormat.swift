/// URIs and relative references of RFC 3986, and of RFC 3987 when characters beyond ASCII are allowed.
enum URIFormat {
    static func allows(_ text: ArraySlice<UInt8>, isInternational: Bool, needsScheme: Bool) -> Bool {
        let rules = Rules(isInternational: isInternational)
        let reference = URIReference(String(decoding: text, as: UTF8.self))
        guard !needsScheme || reference.scheme != nil else { return false }
        if reference.scheme == nil, reference.authority == nil {
            // A colon in the first segment would make it a scheme.
            let firstSegment = reference.path.utf8.prefix { $0 != UInt8(ascii: "/") }
            guard !firstSegment.contains(ASCII.colon) else { return false }
        }
        return rules.allows(reference.path, besides: ":@/")
            && (reference.query.map { rules.allows($0, besides: ":@/?", isQuery: true) } ?? true)
            && (reference.fragment.map { rules.allows($0, besides: ":@/?") } ?? true)
            && (reference.authority.map(rules.allowsAuthority) ?? true)
    }

    private struct Rules {
        let isInternational: Bool

        /// Unreserved characters, sub-delimiters, percent escapes, and the few given.
        func allows(_ text: String, besides extra: String, isQuery: Bool = false) -> Bool {
            var scanner = TextScanner(Array(text.utf8)[...])
            while let byte = scanner.next {
                if scanner.take("%") {
                    guard takeHexadecimalDigit(&scanner), takeHexadecimalDigit(&scanner) else { return false }
                    continue
                }
                let isLegal =
                    ASCII.isLetterOrDigit(byte) || "-._~!$&'()*+,;=".utf8.contains(byte) || extra.utf8.contains(byte)
                    || byte >= 0x80 && isInternational
                guard isLegal, scanner.take(byte) else { return false }
            }
            return true
        }

        private func takeHexadecimalDigit(_ scanner: inout TextScanner) -> Bool {
            guard let byte = scanner.next, ASCII.hexadecimalValue(byte) != nil else { return false }
            return scanner.take(byte)
        }

        func allowsAuthority(_ authority: String) -> Bool {
            var rest = Substring(authority)
            if let at = rest.lastIndex(of: "@") {
                guard allows(String(rest[..<at]), besides: ":") else { return false }
                rest = rest[rest.index(after: at)...]
            }
            guard let port = takePort(&rest), port.utf8.allSatisfy(ASCII.isDigit) else { return false }
            guard rest.hasPrefix("[") else { return allows(String(rest), besides: "") }
            guard rest.hasSuffix("]") else { return false }
            return isAddressLiteral(Array(rest.utf8.dropFirst().dropLast())[...])
        }

        /// Cuts `:port` off the end; empty when there is none, nil when brackets are not closed.
        private func takePort(_ rest: inout Substring) -> Substring? {
            let searched = rest.hasPrefix("[") ? rest.lastIndex(of: "]") : rest.startIndex
            guard let start = searched else { return nil }
            guard let colon = rest[start...].lastIndex(of: ":") else { return "" }
            defer { rest = rest[..<colon] }
            return rest[rest.index(after: colon)...]
        }

        private func isAddressLiteral(_ text: ArraySlice<UInt8>) -> Bool {
            if AddressFormats.isIPv6(text) { return true }
            var scanner = TextScanner(text)
            guard scanner.take(ignoringCase: "v") else { return false }
            guard !scanner.takeAll(where: { ASCII.hexadecimalValue($0) != nil }).isEmpty, scanner.take(".") else {
                return false
            }
            return !scanner.isAtEnd
                && scanner.rest.allSatisfy { ASCII.isLetterOrDigit($0) || "-._~!$&'()*+,;=:".utf8.contains($0) }
        }
    }
}
