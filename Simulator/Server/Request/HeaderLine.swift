/// One line between the request line and the empty line.
enum HeaderLine: Equatable {
    case field(name: String, value: String)
    /// Belongs to the field before it; without the white space that it began with.
    case continuation(String)
    case unreadable

    init(_ line: ArraySlice<UInt8>) {
        let name = line.prefix { $0 != UInt8(ascii: ":") && !isSpace($0) }
        let rest = line[name.endIndex...].drop(while: isSpace)
        if !name.isEmpty, rest.first == UInt8(ascii: ":") {
            let value = rest.dropFirst().drop(while: isSpace)
            self = .field(name: String(decoding: name, as: UTF8.self), value: String(decoding: value, as: UTF8.self))
        } else if let first = line.first, isSpace(first) {
            self = .continuation(String(decoding: rest, as: UTF8.self))
        } else {
            self = .unreadable
        }
    }
}
