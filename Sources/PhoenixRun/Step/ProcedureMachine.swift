import PhoenixModel

/// One attempt at one procedure inside a guest: starts its commands, watches them, and is patient with a guest that is silent.
struct ProcedureMachine {
    private enum State {
        case ready
        case starting(GuestRequest)
        case watching(GuestRequest)
        /// The guest did not answer; the request is sent again.
        case patient(GuestRequest)
        /// The host is looked at, whether the guest is still the one that was claimed, before this is done.
        case doubting(Doubtful)
        case pausing
        case ended
    }

    private enum Doubtful {
        case command(GuestRequest)
        case success(note: String?)
    }

    private var procedure: any GuestProcedure
    private let guest: GuestReference
    private let token: String
    private let patienceSeconds: Int
    private var state = State.ready
    /// Until when a silent guest is put up with; counted from its last answer.
    private var patienceEndsAt: Instant?
    private var lastLines: [String] = []
    /// How many lines of the running command may still be kept.
    private var linesLeft = maximumLines
    /// How often commands vanished: the guest was restarted under them.
    private var vanishings = 0
    /// What the guest's mark has to say while somebody works in it; nil: nobody minds.
    private let claim: Claim?
    /// Whether the guest was out of sight: somebody may have made another one with its number since.
    private var isDoubtful: Bool

    init(
        _ procedure: any GuestProcedure, guest: GuestReference, token: String, patienceSeconds: Int,
        claim: Claim?, isDoubtful: Bool
    ) {
        self.procedure = procedure
        self.guest = guest
        self.token = token
        self.patienceSeconds = patienceSeconds
        self.claim = claim
        self.isDoubtful = isDoubtful
    }

    mutating func begin(at now: Instant) -> [StepOrder] {
        patienceEndsAt = now.adding(seconds: patienceSeconds)
        return carryOut(procedure.begin(at: now), at: now)
    }

    mutating func receive(_ event: StepEvent, at now: Instant) -> [StepOrder] {
        switch (state, event) {
        case (.starting(let request), .started(.success)):
            patienceEndsAt = now.adding(seconds: patienceSeconds)
            state = .watching(request)
            return [.lookAtRun(request.reference)]
        case (.starting(let request), .started(.failure(let failure))): return silent(request, failure, at: now)
        case (.watching(let request), .run(let sight)): return saw(sight, of: request, at: now)
        case (.watching(let request), .due): return [.lookAtRun(request.reference)]
        case (.patient(let request), .due): return start(request)
        case (.doubting(let next), .observed(let sight)): return looked(sight, before: next, at: now)
        case (.doubting, .due): return [.observe]
        case (.pausing, .due): return carryOut(procedure.advance(.paused, at: now), at: now)
        default: return []
        }
    }

    private mutating func saw(_ sight: GuestRunSight, of request: GuestRequest, at now: Instant) -> [StepOrder] {
        switch sight {
        case .running(let lines, let next):
            patienceEndsAt = now.adding(seconds: patienceSeconds)
            return printed(lines) + [.wait(until: max(next, now.adding(milliseconds: 1)))]
        case .ended(let code, let lines):
            let orders = printed(lines)
            return orders + carryOut(procedure.advance(.ended(exitCode: code, lastLines: lastLines), at: now), at: now)
        case .receipts(let receipts): return carryOut(procedure.advance(.receipts(receipts), at: now), at: now)
        case .vanished: return vanished(request, at: now)
        case .unknown(let failure):
            guard isPatient(at: now) else { return end(.fail(failure)) }
            return [.wait(until: now.adding(seconds: silencePauseSeconds))]
        }
    }

    /// The guest was restarted or rolled back under the command. Commands may be sent twice, so it is sent anew.
    private mutating func vanished(_ request: GuestRequest, at now: Instant) -> [StepOrder] {
        vanishings += 1
        isDoubtful = true
        guard vanishings <= maximumVanishings else {
            return end(
                .fail(
                    Failure(
                        .outcomeUnknown, "guest \(guest.id) lost what was started in it \(vanishings) times",
                        remedy: "find out who restarts it", disposition: .retry)))
        }
        let again = GuestRequest(
            guest: guest, command: request.command, id: GuestRunID("\(request.id.text)-again\(vanishings)"))
        state = .patient(again)
        return [.wait(until: now.adding(seconds: silencePauseSeconds))]
    }

    private mutating func silent(_ request: GuestRequest, _ failure: Failure, at now: Instant) -> [StepOrder] {
        switch failure.code {
        case .guestNotReady, .hostUnreachable, .nodeOffline, .outcomeUnknown, .locked:
            guard isPatient(at: now) else { return end(.fail(failure)) }
            state = .patient(request)
            return [.wait(until: now.adding(seconds: silencePauseSeconds))]
        default: return end(.fail(failure))
        }
    }

    private mutating func carryOut(_ move: ProcedureMove, at now: Instant) -> [StepOrder] {
        switch move {
        case .command(let command, let label):
            lastLines = []
            linesLeft = maximumLines
            return start(GuestRequest(guest: guest, command: command, id: GuestRunID("\(token)-\(label)")))
        case .pause(let seconds):
            state = .pausing
            return [.wait(until: now.adding(seconds: seconds))]
        case .succeed(let note): return succeed(note: note)
        case .fail(let failure): return end(.fail(failure))
        }
    }

    private mutating func start(_ request: GuestRequest) -> [StepOrder] {
        if isDoubtful, claim != nil, request.command.hasEffect { return doubt(.command(request)) }
        state = .starting(request)
        return [.start(request)]
    }

    private mutating func succeed(note: String?) -> [StepOrder] {
        isDoubtful && claim != nil ? doubt(.success(note: note)) : end(.succeed(note: note))
    }

    private mutating func doubt(_ next: Doubtful) -> [StepOrder] {
        state = .doubting(next)
        return [.observe]
    }

    private mutating func looked(
        _ sight: Result<ObservedState, Failure>, before next: Doubtful, at now: Instant
    ) -> [StepOrder] {
        switch sight {
        case .failure(let blindness):
            guard isPatient(at: now) else { return end(.fail(blindness)) }
            return [.wait(until: now.adding(seconds: silencePauseSeconds))]
        case .success(let observed):
            let mark = observed.guests.first { $0.id == guest.id }?.mark
            guard mark?.claim == claim else { return end(.fail(.overtaken(guest, by: mark?.claim))) }
            isDoubtful = false
            return switch next {
            case .command(let request): start(request)
            case .success(let note): end(.succeed(note: note))
            }
        }
    }

    private mutating func printed(_ lines: [String]) -> [StepOrder] {
        guard !lines.isEmpty else { return [] }
        let lines = lines.map { $0.count > maximumLineLength ? $0.prefix(maximumLineLength) + "…" : $0 }
        lastLines = Array((lastLines + lines).suffix(keptLines))
        var kept = Array(lines.prefix(linesLeft))
        if kept.count < lines.count, linesLeft > 0 { kept.append("… what it prints from here on is not kept") }
        linesLeft = max(0, linesLeft - lines.count)
        return kept.isEmpty ? [] : [.output(kept)]
    }

    private func isPatient(at now: Instant) -> Bool { patienceEndsAt.map { now < $0 } ?? false }

    private mutating func end(_ order: StepOrder) -> [StepOrder] {
        state = .ended
        return [order]
    }
}

/// A guest that is booting is asked again this often: soon enough not to waste its boot, seldom enough not to flood logs.
private let silencePauseSeconds = 2

/// A guest that loses its commands more often than this is being restarted by somebody.
private let maximumVanishings = 3

/// How many lines of one command are kept: a verbose package installation prints a few thousand.
private let maximumLines = 10_000

/// Longer lines are progress bars and binary data.
private let maximumLineLength = 2000

/// How many of a script's last lines a failure shows: about one screen.
private let keptLines = 20

extension GuestCommand {
    /// Whether anything in the guest is different afterwards.
    fileprivate var hasEffect: Bool {
        switch self {
        case .answer, .readReceipts: false
        case .writeReceipt, .removeReceipt, .run: true
        }
    }
}

extension Failure {
    fileprivate static func overtaken(_ guest: GuestReference, by claim: Claim?) -> Failure {
        let cause = claim.map { "Phoenix \($0.writer) has claimed it until \($0.until)" } ?? "nobody claims it any more"
        return Failure(
            .overtaken, "\(guest) is not as it was when the work in it began: \(cause)",
            remedy: "nothing: the host is looked at again")
    }
}

extension GuestRequest {
    fileprivate var reference: GuestRunReference { GuestRunReference(guest: guest, id: id) }
}
