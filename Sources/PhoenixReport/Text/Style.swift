/// How text is made to stand out: with colour on a terminal that wants it, without anywhere else.
package struct Style: Sendable {
    private let isColoured: Bool

    /// Text as it is.
    package static let plain = Style(isColoured: false)
    /// Text with ANSI colours (ECMA-48, select graphic rendition).
    package static let coloured = Style(isColoured: true)

    func good(_ text: String) -> String { wrapped(text, "32") }
    func bad(_ text: String) -> String { wrapped(text, "31") }
    func warning(_ text: String) -> String { wrapped(text, "33") }
    func faint(_ text: String) -> String { wrapped(text, "2") }
    func strong(_ text: String) -> String { wrapped(text, "1") }

    private func wrapped(_ text: String, _ code: String) -> String {
        isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
