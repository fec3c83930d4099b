import PhoenixModel

/// Collects what is found wrong, so that all of it is reported at once.
struct Findings {
    private var found: Set<Diagnostic> = []
    private(set) var isFull = false
    /// Whether the shape of documents and parameters is looked at; not if it was found good before.
    let includeShapes: Bool

    /// More problems than anyone mends before reading the repository again; it bounds time and output on garbage.
    static let maximumCount = 2_000

    init(includeShapes: Bool = true) {
        self.includeShapes = includeShapes
    }

    mutating func add(
        _ severity: Diagnostic.Severity, _ rule: Rule, at place: @autoclosure () -> Diagnostic.Place, _ message: String,
        remedy: @autoclosure () -> String
    ) {
        guard !isFull else { return }
        // Values of defaults and profiles are met once for each guest, and reported once.
        found.insert(
            Diagnostic(
                severity: severity, rule: rule.rawValue, place: place(), message: message, remedy: remedy()))
        isFull = found.count >= Self.maximumCount
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
        var all = Array(found)
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
