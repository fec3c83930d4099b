import PhoenixModel
import PhoenixSimulator

/// Answers that are given again as long as nothing has happened: lists of the whole cluster, which Proxmox keeps for up
/// to two seconds, too, and guests' configurations, which are read far more often than they are changed.
struct KeptAnswers: Sendable {
    private var answers: [Key: Kept] = [:]

    /// Proxmox reads the nodes' figures anew after that time (PVE::Cluster::rrd_dump); nor does any right end later.
    private static let lifetimeSeconds = 2
    /// A few megabytes of configurations; more are answered anew.
    private static let limit = 4096

    /// What was asked, and by whom.
    private struct Key: Hashable {
        let path: String
        let query: String?
        let authorization: String?
        let cookie: String?

        init(_ request: APIRequest) {
            path = request.path
            query = request.query
            authorization = request.headerFields["Authorization"]
            cookie = request.headerFields["Cookie"]
        }
    }

    private struct Kept {
        let answer: APIAnswer
        let happenings: Int
        let until: Instant
    }

    /// The answer that was given a moment ago, if it would be the same now.
    func answer(to request: APIRequest, _ cluster: Cluster) -> APIAnswer? {
        guard Self.concerns(request, cluster), let kept = answers[Key(request)], kept.happenings == cluster.happenings,
            cluster.now <= kept.until
        else { return nil }
        return kept.answer
    }

    /// Keeps a good answer, if it is one of those that are kept.
    mutating func keep(_ answer: APIAnswer, to request: APIRequest, _ cluster: Cluster) {
        guard answer.status == 200, Self.concerns(request, cluster) else { return }
        if answers.count >= Self.limit { answers = [:] }
        answers[Key(request)] = Kept(
            answer: answer, happenings: cluster.happenings, until: cluster.now.adding(seconds: Self.lifetimeSeconds))
    }

    /// Forgets all: something was changed.
    mutating func forget() {
        if !answers.isEmpty { answers = [:] }
    }

    /// With faults about, every call counts; and what comes with a body is refused.
    private static func concerns(_ request: APIRequest, _ cluster: Cluster) -> Bool {
        request.method == "GET" && request.content == .read([]) && !cluster.hasFaults
            && (request.path.hasSuffix("/config") || request.path.hasSuffix("/cluster/resources"))
    }
}
