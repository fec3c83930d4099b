import PhoenixSimulatorAPI

/// The first line of a request, found where Perl's pattern in pveproxy finds it: three words, parted by single spaces,
/// anywhere in the line.
struct RequestLine: Equatable {
    let method: String
    let target: String
    let version: HTTPVersion

    /// Nil where the line holds no such words.
    init?(_ line: ArraySlice<UInt8>) {
        let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        for index in words.indices.dropFirst(2) {
            guard let version = Self.version(words[index]), let target = Self.target(words[index - 1]),
                let method = Self.method(words[index - 2])
            else { continue }
            self.version = version
            self.target = target
            self.method = method
            return
        }
        return nil
    }

    /// Whether an `@` stands before the first slash: a proxy could take what is before it for a user's name.
    var hasUserInTarget: Bool {
        target.utf8.prefix { $0 != UInt8(ascii: "/") }.contains(UInt8(ascii: "@"))
    }

    private static func method(_ word: ArraySlice<UInt8>) -> String? {
        let end = word.reversed().prefix { !isSpace($0) }.reversed()
        return end.isEmpty ? nil : String(decoding: end, as: UTF8.self)
    }

    private static func target(_ word: ArraySlice<UInt8>) -> String? {
        word.isEmpty || word.contains(where: isSpace) ? nil : String(decoding: word, as: UTF8.self)
    }

    private static func version(_ word: ArraySlice<UInt8>) -> HTTPVersion? {
        guard word.starts(with: "HTTP/".utf8) else { return nil }
        let numbers = word.dropFirst(5)
        let major = numbers.prefix(while: isDigit)
        let rest = numbers.dropFirst(major.count)
        guard rest.first == UInt8(ascii: ".") else { return nil }
        let minor = rest.dropFirst().prefix(while: isDigit)
        guard let major = Int(String(decoding: major, as: UTF8.self)),
            let minor = Int(String(decoding: minor, as: UTF8.self))
        else { return nil }
        return HTTPVersion(major: major, minor: minor)
    }
}

/// What Perl calls white space.
func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte)
}

private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}
