import CGit2Shim
import Glibc
import PhoenixModel

/// One bounded piece of work with libgit2: its deadlines, and the way to break it off.
///
/// `@unchecked Sendable` is safe because other threads use only `cancel`, which the C side makes for them; everything
/// else happens on the thread of the repository's executor.
final class GitCall: @unchecked Sendable {
    private let pointer: OpaquePointer
    /// Named in the failures of the call.
    let remote: RemoteURL
    /// Held because the C side does not.
    private let rest: Gate?

    /// The overall deadline counts from here.
    ///
    /// - Parameter rest: is opened when the call first needs no processor for a while.
    init(_ settings: GitSettings, rest: Gate? = nil) throws(Failure) {
        self.rest = rest
        let deadlines = settings.deadlines
        remote = settings.remote
        let created = phoenix_git_call_create(
            deadlines.connect.milliseconds, deadlines.idle.milliseconds, deadlines.overall.milliseconds,
            UInt64(max(0, settings.limits.receivedBytes)))
        guard let created else {
            throw Failure(
                .internalDefect, "the system has no file descriptor left for a call of Git",
                remedy: "raise the limit of open files of the service", disposition: .retry)
        }
        pointer = created
        guard let rest else { return }
        phoenix_git_call_when_resting(
            created, { gate in if let gate { Unmanaged<Gate>.fromOpaque(gate).takeUnretainedValue().open() } },
            Unmanaged.passUnretained(rest).toOpaque())
    }

    deinit { phoenix_git_call_destroy(pointer) }

    /// Runs `body` with the streams of this thread bounded by this call.
    func perform<Value, Problem: Error>(_ body: () throws(Problem) -> Value) throws(Problem) -> Value {
        phoenix_git_call_enter(pointer)
        defer { phoenix_git_call_leave() }
        return try body()
    }

    /// Breaks the call off, from any thread.
    func cancel() { phoenix_git_call_cancel(pointer) }

    /// False once it is cancelled, over time, or its connection failed.
    var mayContinue: Bool { phoenix_git_call_may_continue(pointer) }

    /// Throws once the call may not continue.
    func checkpoint() throws(Failure) {
        guard mayContinue else { throw Failure(interruptionOf: self) }
    }

    /// Waits so long, or until the call may not continue.
    func pause(_ duration: Duration) { phoenix_git_call_pause(pointer, duration.milliseconds) }

    /// Host (lower case) and port of the latest connection.
    var peer: (host: String, port: String) {
        (
            String(cString: phoenix_git_call_peer_host(pointer)).lowercased(),
            String(cString: phoenix_git_call_peer_port(pointer))
        )
    }

    /// Refuses connections to any other place than the latest one from now on.
    func bindToPeer() { phoenix_git_call_bind_to_peer(pointer) }

    /// Why it was broken off, if it was.
    var interruption: Interruption? {
        let detail = phoenix_git_call_get_detail(pointer)
        return switch phoenix_git_call_get_interruption(pointer) {
        case PHOENIX_GIT_CANCELLED: .cancelled
        case PHOENIX_GIT_OVERALL_DEADLINE: .overallDeadline
        case PHOENIX_GIT_CONNECT_DEADLINE: .connectDeadline
        case PHOENIX_GIT_IDLE_DEADLINE: .idleDeadline
        case PHOENIX_GIT_RECEIVE_LIMIT: .receiveLimit
        case PHOENIX_GIT_LOOKUP_FAILED: .lookupFailed(String(cString: gai_strerror(detail)))
        case PHOENIX_GIT_CONNECT_FAILED: .connectFailed(String(cString: strerror(detail)))
        case PHOENIX_GIT_CONNECTION_LOST: .connectionLost(String(cString: strerror(detail)))
        case PHOENIX_GIT_REDIRECTED_AWAY: .redirectedAway
        default: nil
        }
    }

    enum Interruption: Sendable, Equatable {
        case cancelled, overallDeadline, connectDeadline, idleDeadline, receiveLimit, redirectedAway
        case lookupFailed(String), connectFailed(String), connectionLost(String)
    }
}

extension Duration {
    /// Whole milliseconds, rounded down.
    var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
