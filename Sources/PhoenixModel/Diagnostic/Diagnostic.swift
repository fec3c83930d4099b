/// One problem in the user's files: where, what is wrong, and how to mend it. Collected, never thrown one by one.
package struct Diagnostic: Hashable, Sendable, Codable {
    package var severity: Severity
    /// A stable name of the kind of problem, such as `unknown-key`: for programs and for searching the documentation.
    package var rule: String
    package var place: Place
    /// What is wrong, as one sentence without a closing full stop.
    package var message: String
    /// How to mend it, as one sentence without a closing full stop.
    package var remedy: String

    package enum Severity: String, Hashable, Sendable, Codable, Comparable {
        /// Read, and worth knowing.
        case note
        /// Read, but not acted on; an error with `--strict`.
        case warning
        /// The commit is not applied.
        case error

        package static func < (left: Severity, right: Severity) -> Bool { left.weight < right.weight }

        private var weight: Int {
            switch self {
            case .note: 0
            case .warning: 1
            case .error: 2
            }
        }
    }

    /// Where in the repository.
    package struct Place: Hashable, Sendable, Codable {
        /// The file's path from the repository's root.
        package var path: String
        /// 1-based; nil if the problem concerns the file as a whole or its absence.
        package var line: Int?
        /// 1-based, in Unicode scalars.
        package var column: Int?
        /// The JSON pointer of the value, such as `/guests/0/memory_mb`.
        package var pointer: String?
        /// The line's text, for the caret.
        package var lineText: String?

        package init(
            path: String, line: Int? = nil, column: Int? = nil, pointer: String? = nil, lineText: String? = nil
        ) {
            self.path = path
            self.line = line
            self.column = column
            self.pointer = pointer
            self.lineText = lineText
        }
    }

    package init(severity: Severity, rule: String, place: Place, message: String, remedy: String) {
        self.severity = severity
        self.rule = rule
        self.place = place
        self.message = message
        self.remedy = remedy
    }
}
