import PhoenixModel

/// One thing that a check found to be wrong.
struct Problem: Hashable {
    let verdict: Finding.Verdict
    let detail: String
    let remedy: String?

    init(_ verdict: Finding.Verdict, _ detail: String, remedy: String? = nil) {
        self.verdict = verdict
        self.detail = detail
        self.remedy = remedy
    }

    /// What could not be asked.
    init(_ error: ProxmoxError, asking what: String) {
        self.init(
            .unknown, "\(what) could not be asked for: \(error.text)",
            remedy: error.isForbidden ? "give Phoenix's account the right that is named" : nil)
    }
}

extension Finding {
    /// All problems of a check as one finding, or that all is well.
    init(_ title: String, _ problems: [Problem], otherwise detail: String) {
        guard let worst = problems.map(\.verdict).max() else {
            self.init(title, .ok, detail)
            return
        }
        let remedies = problems.compactMap(\.remedy).withoutRepetition
        self.init(
            title, worst, problems.map(\.detail).withoutRepetition.joined(separator: "; "),
            remedy: remedies.isEmpty ? nil : remedies.joined(separator: "; "))
    }
}

extension Sequence where Element: Hashable {
    /// Each once, where it stands first.
    var withoutRepetition: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}

extension ProxmoxError {
    /// On one line, for people.
    var text: String {
        switch self {
        case .refused(let refusal): "\(refusal.status) \(refusal.text)"
        case .unreachable(let cause): "it could not be reached (\(cause))"
        case .lost(let cause): "no answer came (\(cause))"
        case .unreadable: "its answer was not understood"
        }
    }
}

extension NodeShellError {
    /// On one line, for people.
    var text: String {
        switch self {
        case .unreachable(let cause): "it could not be reached (\(cause))"
        case .forbidden(let cause): "it lets nobody in (\(cause))"
        case .lost(let cause): "no answer came (\(cause))"
        }
    }
}
