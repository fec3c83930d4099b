package import PhoenixModel

/// Problems of a repository as people read them: place, sentence, the line with a caret, and how to mend it.
package func text(of diagnostics: [Diagnostic], style: Style) -> String {
    var lines: [String] = []
    for diagnostic in diagnostics { lines += diagnostic.lines(style) }
    return lines.map { $0 + "\n" }.joined()
}

/// `3 errors, 1 warning`.
package func summary(of diagnostics: [Diagnostic]) -> String {
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count { $0.severity == .warning }
    let parts = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }.map { counted($0.0, $0.1) }
    return parts.isEmpty ? "no problems" : parts.joined(separator: ", ")
}

extension Diagnostic {
    fileprivate func lines(_ style: Style) -> [String] {
        let label =
            switch severity {
            case .error: style.bad("error:")
            case .warning: style.warning("warning:")
            case .note: style.faint("note:")
            }
        var lines = [style.strong("\(place.text):") + " \(label) \(message) " + style.faint("[\(rule)]")]
        if let text = place.lineText, let column = place.column {
            let excerpt = Excerpt(text, column: column)
            lines.append("    \(excerpt.text)")
            lines.append("    \(String(repeating: " ", count: excerpt.caretOffset))\(style.good("^"))")
        }
        lines.append("    \(remedy)")
        return lines
    }
}

extension Diagnostic.Place {
    /// `guests/101.json:4:18`, or only the path if the problem has no line.
    fileprivate var text: String {
        [path, line.map(String.init), column.map(String.init)].compactMap(\.self).joined(separator: ":")
    }
}

/// As much of a line as fits on a terminal, with the place of its caret.
private struct Excerpt {
    let text: String
    let caretOffset: Int

    init(_ line: String, column: Int) {
        let scalars = Array(line.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 })
        let start = column > Self.width - 20 ? column - Self.width / 2 : 0
        let shown = scalars.dropFirst(start).prefix(Self.width)
        text = (start > 0 ? "…" : "") + String(String.UnicodeScalarView(shown))
        caretOffset = max(0, column - 1 - start) + (start > 0 ? 1 : 0)
    }

    /// Lines of minified files are cut: eighty characters around the problem say more than a screen full.
    private static let width = 80
}
