import JSONSchema

/// Why a JSON body holds no parameters; Proxmox answers it with status 500 and the text of its JSON parser.
package enum JSONBodyError: Error, Sendable, Hashable {
    /// The parser's text, in the words of the Perl module JSON::XS.
    case malformed(String)
    /// The body is JSON, but no object.
    case notAnObject

    /// The message of the answer with its line break: where the parser was called belongs to it.
    package var text: String {
        switch self {
        case .malformed(let mistake): "\(mistake) at /usr/share/perl5/PVE/APIServer/AnyEvent.pm line 934.\n"
        case .notAnObject: "Not a HASH reference at /usr/share/perl5/PVE/APIServer/AnyEvent.pm line 972.\n"
        }
    }

    init(_ error: JSONSyntaxError, bytes: [UInt8]) {
        var reader = JSONMistakeReader(bytes)
        self = .malformed(reader.mistake() ?? error.message)
    }
}
