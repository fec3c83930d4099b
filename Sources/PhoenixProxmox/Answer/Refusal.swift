import Foundation

/// Proxmox's refusal in its own words.
package struct Refusal: Hashable, Sendable {
    package let status: Int
    /// The message without the line's end: from the body, or else the reason phrase, or else what the status stands for.
    package let message: String
    /// What is wrong with single parameters, by their names.
    package let parameterErrors: [String: String]

    package init(status: Int, message: String, parameterErrors: [String: String] = [:]) {
        self.status = status
        self.message = message
        self.parameterErrors = parameterErrors
    }

    /// Reads an answer that is no success.
    ///
    /// The body comes first: some transports lose the reason phrase, and before pve-http-server 5.2 (January 2025) there was no
    /// message in the body. A failed authentication and a failure between nodes have no body at all.
    package init(_ answer: ProxmoxAnswer) {
        let body: ErrorBody? = try? answer.read()
        let reason = answer.reason.isEmpty ? "status \(answer.status)" : answer.reason
        self.init(
            status: answer.status, message: Self.trimmed(body?.message ?? reason),
            parameterErrors: (body?.errors ?? [:]).mapValues(Self.trimmed))
    }

    /// Message and parameters on one line, for people.
    package var text: String {
        guard !parameterErrors.isEmpty else { return Self.oneLine(message) }
        return parameterErrors.sorted { $0.key < $1.key }
            .map { name, error in Self.oneLine("\(name): \(error)") }.joined(separator: "; ")
    }

    private static func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .whitespacesAndNewlines) }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: ", ")
    }
}

private struct ErrorBody: Decodable {
    let message: String?
    let errors: [String: String]?
}
