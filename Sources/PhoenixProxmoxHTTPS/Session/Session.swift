import NIOCore
import PhoenixModel
import PhoenixProxmox
import Synchronization

/// The login of a user with a password, shared by all calls: one at a time, however many need it.
final class Session: Sendable {
    /// How a login ended, for everyone who waits for it.
    enum Outcome: Sendable {
        case ticket(Ticket)
        /// The server's refusal, as it came.
        case refused(ProxmoxAnswer)
        /// No node could be asked; a login that was lost changed nothing either.
        case unreachable(String)

        var isRefusal: Bool { if case .refused = self { true } else { false } }
        var ticket: Ticket? { if case .ticket(let ticket) = self { ticket } else { nil } }
    }

    private struct Content {
        var keeper: TicketKeeper
        var next = 0
        var waiting: [Int: EventLoopPromise<Outcome>] = [:]
        var login: Task<Void, Never>?
        var isClosed = false
    }

    private let user: String
    private let password: Secret
    private let delivery: Delivery
    private let loginSeconds: Double
    private let now: @Sendable () -> Double
    private let content: Mutex<Content>

    init(
        user: String, password: Secret, limits: ConnectionLimits, delivery: Delivery,
        now: @escaping @Sendable () -> Double
    ) {
        self.user = user
        self.password = password
        self.delivery = delivery
        loginSeconds = limits.loginSeconds
        self.now = now
        content = Mutex(Content(keeper: TicketKeeper(renewalSeconds: limits.renewalSeconds)))
    }

    /// A ticket that is fresh enough; waits for a login if there is none.
    func ticket() async -> Outcome {
        switch enqueue() {
        case .now(let outcome): return outcome
        case .later(let number, let future):
            return await withTaskCancellationHandler {
                // The promise is only ever kept.
                (try? await future.get()) ?? .unreachable(Cause.cancelled)
            } onCancel: {
                giveUp(number)
            }
        }
    }

    /// A server did not accept it: the next call logs in anew.
    func refused(_ ticket: Ticket) { content.withLock { $0.keeper.refused(ticket) } }

    /// Ends a login that is under way.
    func close() {
        let login = content.withLock { content in
            content.isClosed = true
            return content.login
        }
        login?.cancel()
    }

    private enum Place {
        case now(Outcome)
        case later(number: Int, EventLoopFuture<Outcome>)
    }

    /// Takes a place among those who wait for a login, and begins it if nobody has.
    private func enqueue() -> Place {
        content.withLock { content in
            if content.isClosed { return .now(.unreachable(Cause.closing)) }
            let order = content.keeper.order(now: now())
            if case .use(let ticket) = order { return .now(.ticket(ticket)) }
            content.next += 1
            let number = content.next
            let promise = EventLoops.shared.any().makePromise(of: Outcome.self)
            content.waiting[number] = promise
            if case .logIn(let old) = order {
                // A task of its own: the call that happens to begin it may be cancelled, the others still wait.
                content.login = Task { await self.logIn(renewing: old, number: number) }
            }
            return .later(number: number, promise.futureResult)
        }
    }

    private func giveUp(_ number: Int) {
        let promise = content.withLock { $0.waiting.removeValue(forKey: number) }
        promise?.succeed(.unreachable(Cause.cancelled))
    }

    private func logIn(renewing old: Ticket?, number: Int) async {
        let began = now()
        if let old {
            let outcome = await logIn(with: old.value, began, number)
            // A ticket that is no longer accepted says nothing about the password.
            if !outcome.isRefusal { return end(outcome) }
        }
        end(await logIn(with: password, began, number))
    }

    /// Tells everyone who waits.
    private func end(_ outcome: Outcome) {
        let waiting = content.withLock { content in
            content.keeper.loginEnded(outcome.ticket)
            content.login = nil
            defer { content.waiting = [:] }
            return content.waiting.values
        }
        for promise in waiting { promise.succeed(outcome) }
    }

    private func logIn(with proof: Secret, _ began: Double, _ number: Int) async -> Outcome {
        let login = Login(user: user, proof: proof)
        do throws(ProxmoxError) {
            let answer = try await delivery.deliver(login.message(deadlineSeconds: loginSeconds))
            return try login.outcome(of: answer, beganSeconds: began, number: number)
        } catch {
            return .unreachable("cannot log in as \(user): \(Self.cause(of: error))")
        }
    }

    /// Never the answer itself: it holds a ticket.
    private static func cause(of error: ProxmoxError) -> String {
        switch error {
        case .unreachable(let cause), .lost(let cause): cause
        case .refused(let refusal): refusal.text
        case .unreadable: "the answer was not understood"
        }
    }
}
