/// Why the simulated host does not do something, in the words that Proxmox VE uses for it.
///
/// Doors translate it: the in-process door into a `Failure`, the API into a status, a reason phrase and a body.
package struct HostError: Error, Hashable, Codable, Sendable {
    package let kind: Kind
    /// Proxmox's own text.
    package let text: String
    /// Proxmox's words by parameter, where it answers that the parameters are wrong; otherwise empty.
    package let parameterErrors: [String: String]

    package init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
        parameterErrors = [:]
    }

    /// Something is wrong with single parameters, for reasons of that kind.
    init(_ kind: Kind, parameterErrors: [String: String]) {
        self.kind = kind
        text = parameterErrors.sorted { $0.key < $1.key }.map { name, text in
            "\(name): \(text.hasSuffix("\n") ? String(text.dropLast()) : text)"
        }.joined(separator: "; ")
        self.parameterErrors = parameterErrors
    }

    /// A parameter that is well-formed and still wrong: Proxmox answers 400 and names it.
    package static func parameter(_ name: String, _ text: String) -> HostError {
        HostError(.refused, parameterErrors: [name: text])
    }

    /// Several parameters that are wrong, such as two that exclude each other.
    package static func parameters(_ errors: [String: String]) -> HostError {
        HostError(.refused, parameterErrors: errors)
    }

    /// How a worker that ended with it says so.
    var taskText: String {
        parameterErrors.isEmpty
            ? text : "400 Parameter verification failed. " + text.replacing("; ", with: " ")
    }

    /// What kind of refusal it is, for doors that have to choose a code.
    package enum Kind: String, Hashable, Codable, Sendable {
        /// The request is wrong as it stands.
        case refused
        /// The guest, snapshot, storage, volume or device does not exist.
        case missing
        /// The number or name is taken.
        case exists
        /// The configuration carries a lock.
        case locked
        /// A worker holds the guest's lock file: it may be free in a moment.
        case busy
        /// A right is missing.
        case forbidden
        /// The storage is full.
        case noSpace
        /// The node does not answer.
        case nodeOffline
        /// Somebody changed it in between.
        case conflict
        /// The guest does not answer, now or at all.
        case notReady
        /// It was tried and failed.
        case failed
        /// The worker is gone and left no word.
        case vanished
    }

    /// Whether it may be over once the host's other work on the guest has ended.
    var isPassing: Bool { kind == .locked || kind == .busy }
}
