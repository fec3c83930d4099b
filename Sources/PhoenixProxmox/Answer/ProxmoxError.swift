/// Why a call gave no answer that can be used.
package enum ProxmoxError: Error, Hashable, Sendable {
    /// The server said no.
    case refused(Refusal)
    /// The server could not be reached, so nothing was asked; with the transport's own words.
    case unreachable(String)
    /// The request was sent and its answer never came whole: it may have taken effect.
    case lost(String)
    /// An answer came that is not what this endpoint answers.
    case unreadable(String)
}

extension ProxmoxError {
    /// Whether the node that was asked through another one does not answer (behaviour 2.5).
    var isSilentNode: Bool {
        if case .refused(let refusal) = self { (595...599).contains(refusal.status) } else { false }
    }

    /// Whether the caller is not known or may not ask.
    var isForbidden: Bool {
        if case .refused(let refusal) = self { refusal.status == 401 || refusal.status == 403 } else { false }
    }
}
