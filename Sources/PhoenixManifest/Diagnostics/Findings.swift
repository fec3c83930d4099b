import PhoenixModel

/// Collects what is found wrong, so that all of it is reported at once.
struct Findings: Sendable {
    private var inOrder: [Diagnostic] = []
    private var found: Set<Diagnostic> = []
    private(set) var isFull = false
    /// Whether the shape of documents and parameters is looked at; not if it was found good before.
    let includeShapes: Bool

    /// How often anything was found, what was known already counted again.
    private(set) var mentions = 0

    /// More problems than anyone mends before reading the repository again; it bounds time and output on garbage.
    static let maximumCount = 2_000

    /// A problem carries its line for the caret: a file that is one long line must not be kept for each of its problems.
    static let longestLineBytes = 8 << 10

    /// A sentence longer than a screen says nothing; what a file holds is quoted in sentences.
    static let longestSentenceBytes = 1_000

    init(includeShapes: Bool = true) {
        self.includeShapes = includeShapes
    }

    /// Nothing found yet, with the same looks at the same things: for a part that is read apart.
    var branch: Findings { Findings(includeShapes: includeShapes) }

    mutating func add(
        _ severity: Diagnostic.Severity, _ rule: Rule, at place: @autoclosure () -> Diagnostic.Place, _ message: String,
        remedy: @autoclosure () -> String
    ) {
        guard !isFull else { return }
        insert(
            Diagnostic(
                severity: severity, rule: rule.rawValue, place: place(), message: Self.sentence(message),
                remedy: Self.sentence(remedy())))
    }

    /// Adds what was found apart from this, as if it had been found here.
    mutating func add(_ later: Findings) {
        for diagnostic in later.inOrder where !isFull { insert(diagnostic) }
    }

    private mutating func insert(_ diagnostic: Diagnostic) {
        mentions += 1
        // Values of defaults and profiles are met once for each guest, and reported once.
        guard found.insert(diagnostic).inserted else { return }
        inOrder.append(diagnostic)
        isFull = inOrder.count >= Self.maximumCount
    }

    /// As one line of bounded length, whatever was quoted in it: a terminal or a log obeys control characters.
    private static func sentence(_ text: String) -> String {
        let isPlain = text.utf8.count <= longestSentenceBytes && text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
        if isPlain { return text }
        let scalars = text.unicodeScalars.prefix(longestSentenceBytes / 4)
        let shown = scalars.map { scalar in scalar.isInvisible ? "\u{FFFD}" : scalar }
        return String(String.UnicodeScalarView(shown)) + (scalars.endIndex < text.unicodeScalars.endIndex ? "…" : "")
    }

    mutating func error(
        _ rule: Rule, at place: @autoclosure () -> Diagnostic.Place, _ message: @autoclosure () -> String,
        remedy: @autoclosure () -> String
    ) {
        guard !isFull else { return }
        add(.error, rule, at: place(), message(), remedy: remedy())
    }

    mutating func warning(
        _ rule: Rule, at place: @autoclosure () -> Diagnostic.Place, _ message: @autoclosure () -> String,
        remedy: @autoclosure () -> String
    ) {
        guard !isFull else { return }
        add(.warning, rule, at: place(), message(), remedy: remedy())
    }

    mutating func note(
        _ rule: Rule, at place: @autoclosure () -> Diagnostic.Place, _ message: @autoclosure () -> String,
        remedy: @autoclosure () -> String
    ) {
        guard !isFull else { return }
        add(.note, rule, at: place(), message(), remedy: remedy())
    }

    /// Everything found, sorted by path, line and column; warnings are errors if `isStrict`.
    func sorted(isStrict: Bool) -> [Diagnostic] {
        var all = inOrder
        if isStrict {
            for index in all.indices where all[index].severity == .warning { all[index].severity = .error }
        }
        all.sort { $0.precedes($1) }
        if isFull { all.append(Self.overflow) }
        return all
    }

    private static let overflow = Diagnostic(
        severity: .error, rule: Rule.tooManyProblems.rawValue, place: Diagnostic.Place(path: ""),
        message: "More than \(maximumCount) problems were found; the rest is not shown",
        remedy: "Mend these first")
}

extension Diagnostic {
    /// The order of reports: by place, then by what is said, so that nothing depends on the order of finding.
    fileprivate func precedes(_ other: Diagnostic) -> Bool {
        if place.path != other.place.path {
            return place.path.utf8.lexicographicallyPrecedes(other.place.path.utf8)
        }
        let (mine, theirs) = (sortKey, other.sortKey)
        if mine.line != theirs.line { return mine.line < theirs.line }
        if mine.column != theirs.column { return mine.column < theirs.column }
        return (mine.rule, mine.message, remedy) < (theirs.rule, theirs.message, other.remedy)
    }

    private var sortKey: (line: Int, column: Int, rule: String, message: String) {
        (place.line ?? 0, place.column ?? 0, rule, message)
    }
}

extension Unicode.Scalar {
    /// Whether it breaks the line, or changes how others are shown: controls, line separators, directions of writing.
    fileprivate var isInvisible: Bool {
        switch value {
        case 0...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
