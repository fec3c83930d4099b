/// The rule behind the name of a format.
enum FormatRule: Sendable {
    /// A pattern that the whole value matches; in the message `{}` stands for the value.
    case pattern(PerlPattern, message: String)
    /// Code that gives the message of what is wrong, nil if nothing is.
    case check(@Sendable (_ value: String, FormatCatalog) -> String?)

    static func pattern(_ source: String, ignoringCase: Bool = false, _ message: String) -> FormatRule {
        .pattern(PerlPattern(source, ignoringCase: ignoringCase), message: message)
    }

    /// A check with one message; `{}` in it stands for the value.
    static func test(_ message: String, _ isValid: @escaping @Sendable (String) -> Bool) -> FormatRule {
        .check { value, _ in isValid(value) ? nil : filled(message, with: value) }
    }

    /// One of the words that the facts name.
    static func word(of list: String, _ message: String) -> FormatRule {
        .check { value, catalog in catalog.has(word: value, in: list) ? nil : filled(message, with: value) }
    }

    /// What is wrong with a value, without the line break that Proxmox's messages end with.
    func failure(of value: String, _ catalog: FormatCatalog) -> String? {
        switch self {
        case .pattern(let pattern, let message): pattern.matches(value) ? nil : Self.filled(message, with: value)
        case .check(let check): check(value, catalog)
        }
    }

    private static func filled(_ message: String, with value: String) -> String {
        message.replacing("{}", with: value, maxReplacements: 1)
    }
}
