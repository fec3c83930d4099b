extension JSONText {
    /// On one line without spaces; the same value gives the same bytes.
    package var compactText: String {
        var printer = JSONPrinter(isPretty: false)
        printer.print(self)
        return printer.text
    }

    /// Indented by two spaces, without a line break at the end; the same value gives the same bytes.
    package var prettyText: String {
        var printer = JSONPrinter(isPretty: true)
        printer.print(self)
        return printer.text
    }
}

private struct JSONPrinter {
    private var bytes: [UInt8] = []
    private var depth = 0
    private let isPretty: Bool

    init(isPretty: Bool) { self.isPretty = isPretty }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func print(_ value: JSONText) {
        switch value {
        case .null: append("null")
        case .boolean(let value): append(value ? "true" : "false")
        case .integer(let value): append(String(value))
        case .decimal(let value): append(value.description)
        case .string(let value): print(string: value)
        case .verbatim(let text): append(text)
        case .array(let items):
            print(entries: items, open: ASCII.openBracket, close: ASCII.closeBracket) { $0.print($1) }
        case .object(let members):
            print(entries: members, open: ASCII.openBrace, close: ASCII.closeBrace) { printer, member in
                printer.print(string: member.key)
                printer.append(printer.isPretty ? ": " : ":")
                printer.print(member.value)
            }
        }
    }

    private mutating func print<Entry>(
        entries: [Entry], open: UInt8, close: UInt8, each: (inout JSONPrinter, Entry) -> Void
    ) {
        bytes.append(open)
        depth += 1
        for (ordinal, entry) in entries.enumerated() {
            if ordinal > 0 { bytes.append(ASCII.comma) }
            breakLine()
            each(&self, entry)
        }
        depth -= 1
        if !entries.isEmpty { breakLine() }
        bytes.append(close)
    }

    private mutating func breakLine() {
        guard isPretty else { return }
        bytes.append(ASCII.lineFeed)
        bytes.append(contentsOf: repeatElement(ASCII.space, count: depth * 2))
    }

    private mutating func print(string: String) {
        bytes.append(ASCII.quote)
        for byte in string.utf8 {
            switch byte {
            case ASCII.quote: append(#"\""#)
            case ASCII.backslash: append(#"\\"#)
            case 0x00..<0x20: append(Quoted.escape(of: byte))
            default: bytes.append(byte)
            }
        }
        bytes.append(ASCII.quote)
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
