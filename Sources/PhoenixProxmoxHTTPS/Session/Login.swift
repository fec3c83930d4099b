import Foundation
import PhoenixModel
import PhoenixProxmox

/// `POST /access/ticket`: a password, or a ticket that still counts, for a new ticket (behaviour 4.3).
struct Login: Sendable {
    let user: String
    let proof: Secret

    private struct Answer: Decodable, Sendable {
        let ticket: String
        let CSRFPreventionToken: String?
        /// Set while a second factor is missing: then the ticket is good for nothing else.
        let NeedTFA: LenientFlag?
    }

    private var endpoint: PhoenixProxmox.Endpoint<Answer> {
        PhoenixProxmox.Endpoint(.post, "/access/ticket", ["username": user, "password": proof.reveal()])
    }

    func message(deadlineSeconds: Double) -> Message {
        Message(endpoint.request, effect: .login, deadlineSeconds: deadlineSeconds)
    }

    func outcome(
        of answer: ProxmoxAnswer, beganSeconds: Double, number: Int
    ) throws(ProxmoxError) -> Session.Outcome {
        guard answer.status == 200 else { return .refused(answer) }
        let content = try answer.value(of: endpoint)
        guard content.NeedTFA?.value != true, let csrfToken = content.CSRFPreventionToken else {
            return .refused(
                ProxmoxAnswer(
                    status: 401, reason: "\(user) has to give a second factor, which no program can: use an API token",
                    body: Data()))
        }
        return .ticket(
            Ticket(
                value: Secret(content.ticket), csrfToken: Secret(csrfToken), beganSeconds: beganSeconds,
                number: number))
    }
}
