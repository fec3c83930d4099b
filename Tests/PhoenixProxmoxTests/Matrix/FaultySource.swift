import PhoenixModel
import PhoenixPorts
import Synchronization

/// A source of commits that goes wrong at the next call of one operation, once.
final class FaultySource: CommitSource {
    enum Operation: String, CaseIterable { case latest, tree, relation, summary }

    enum Kind: String, CaseIterable {
        case unreachable = "Git unreachable"
        case late = "Git answers too late"
        case closed = "Git closes the connection"
        /// An older commit, or what was so before it came.
        case stale = "Git answers with the past"
        case forbidden = "Git refuses"
        case diskFull = "disk full under the mirror"
        /// A forced push, and nobody keeps it any more.
        case vanished = "commit vanished"

        /// What a commit holds never changes: an old answer about it is the answer.
        func concerns(_ operation: Operation) -> Bool {
            self != .stale || operation == .latest || operation == .relation
        }
    }

    private let source: any CommitSource
    private let clock: any WorldClock
    private let past: CommitID
    private let armed = Mutex<(operation: Operation, kind: Kind)?>(nil)

    /// - Parameter past: the commit that a stale answer names.
    init(_ source: any CommitSource, clock: any WorldClock, past: CommitID) {
        (self.source, self.clock, self.past) = (source, clock, past)
    }

    /// Whether the fault has been met.
    var isOver: Bool { armed.withLock { $0 == nil } }

    func arm(_ kind: Kind, at operation: Operation) { armed.withLock { $0 = (operation, kind) } }

    func latest() async throws(Failure) -> CommitID {
        try await strike(.latest) ? past : try await source.latest()
    }

    func tree(at commit: CommitID) async throws(Failure) -> CommitTree {
        _ = try await strike(.tree)
        return try await source.tree(at: commit)
    }

    func relation(of commit: CommitID, to other: CommitID) async throws(Failure) -> CommitRelation {
        try await strike(.relation) ? .diverged : try await source.relation(of: commit, to: other)
    }

    func summary(of commit: CommitID) async throws(Failure) -> CommitSummary {
        _ = try await strike(.summary)
        return try await source.summary(of: commit)
    }

    /// Whether the answer is to be from the past; throws what keeps the call from having an answer.
    private func strike(_ operation: Operation) async throws(Failure) -> Bool {
        let kind = armed.withLock { armed -> Kind? in
            guard let fault = armed, fault.operation == operation else { return nil }
            armed = nil
            return fault.kind
        }
        guard let kind, kind != .stale else { return kind == .stale }
        if kind == .late { await clock.sleep(until: await clock.now().adding(seconds: Self.deadlineSeconds)) }
        throw kind.failure
    }

    /// As long as a call of Git may take.
    private static let deadlineSeconds = 300
}

extension FaultySource.Kind {
    /// As the real source puts it.
    fileprivate var failure: Failure {
        let place = "http://git.example/fleet.git"
        return switch self {
        case .unreachable:
            Failure(
                .gitUnreachable, "\(place) cannot be reached", remedy: "check the network", disposition: .retry,
                causes: ["Connection refused"])
        case .late, .stale:
            Failure(
                .gitUnreachable, "\(place) did not answer in time", remedy: "check the network", disposition: .retry)
        case .closed:
            Failure(
                .gitUnreachable, "\(place) closed the connection", remedy: "check the network", disposition: .retry)
        case .forbidden: Failure(.gitForbidden, "\(place) refuses the credentials", remedy: "check the token")
        case .diskFull:
            Failure(
                .stateDirectoryUnusable, "the mirror cannot be written", remedy: "make room", disposition: .retry,
                causes: ["No space left on device"])
        case .vanished:
            Failure(.gitReferenceMissing, "\(place) does not hold the commit", remedy: "use one that it holds")
        }
    }

    /// What a sync has to say of it.
    var code: Failure.Code { self == .stale ? .commitRefused : failure.code }
}
