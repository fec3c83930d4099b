/// What one check of a host has come to.
package struct Finding: Hashable, Codable, Sendable {
    /// What was looked at, in a few words.
    package let title: String
    package let verdict: Verdict
    /// What was seen, as one sentence without a closing full stop.
    package let detail: String
    /// What a person can do about it; nil if nothing has to be done.
    package let remedy: String?

    /// How a check has ended.
    package enum Verdict: String, Hashable, Codable, Sendable, CaseIterable {
        case ok, warning, failed
        /// It could not be found out.
        case unknown
    }

    package init(_ title: String, _ verdict: Verdict, _ detail: String, remedy: String? = nil) {
        self.title = title
        self.verdict = verdict
        self.detail = detail
        self.remedy = remedy
    }
}
