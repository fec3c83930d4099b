import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess
import ProxmoxSchema

/// Answers of `/cluster/resources`, which Proxmox keeps for up to two seconds, too; here until anything has happened.
struct KeptAnswers: Sendable {
    private var answers: [Key: Kept] = [:]

    /// Proxmox reads the nodes' figures anew after that time (PVE::Cluster::rrd_dump).
    private static let lifetimeSeconds = 2
    /// As many callers as a test has; more are answered anew.
    private static let limit = 16

    private struct Key: Hashable {
        let parameters: AcceptedParameters
        let caller: String
        let envelope: Envelope

        init(_ call: Call, _ envelope: Envelope) {
            parameters = call.parameters
            caller = call.identity.text
            self.envelope = envelope
        }
    }

    private struct Kept {
        let answer: APIAnswer
        let happenings: Int
        let until: Instant
    }

    /// The answer that was given a moment ago, if it would be the same now.
    func answer(to call: Call, _ envelope: Envelope, _ cluster: Cluster) -> APIAnswer? {
        guard Self.concerns(call, cluster), let kept = answers[Key(call, envelope)],
            kept.happenings == cluster.happenings, cluster.now <= kept.until
        else { return nil }
        return kept.answer
    }

    /// Keeps an answer, if it is one of those that are kept.
    mutating func keep(_ answer: APIAnswer, of call: Call, _ envelope: Envelope, _ cluster: Cluster) {
        guard Self.concerns(call, cluster) else { return }
        if answers.count >= Self.limit { answers = [:] }
        answers[Key(call, envelope)] = Kept(
            answer: answer, happenings: cluster.happenings, until: cluster.now.adding(seconds: Self.lifetimeSeconds))
    }

    /// Forgets all: something was changed.
    mutating func forget() { answers = [:] }

    /// With faults about, every call counts.
    private static func concerns(_ call: Call, _ cluster: Cluster) -> Bool {
        call.endpoint.path == "/cluster/resources" && !cluster.hasFaults
    }
}
