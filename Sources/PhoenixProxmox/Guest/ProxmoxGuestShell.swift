package import PhoenixModel
package import PhoenixPorts
import Synchronization

/// The inside of real guests: containers through their node's shell, machines through their agent.
///
/// Scripts are begun and looked at by Phoenix's program in the guest. Quick commands are carried out when they are started, and
/// how they ended is kept for the next look. Who starts something has seen the guest's mark just before: neither `pct` nor the
/// agent can be told to refuse a guest that is another by now.
///
/// A class with a mutex: what is kept is touched for moments only, never while a guest is asked.
package final class ProxmoxGuestShell: GuestShell {
    private let containers: any GuestWay
    private let machines: any GuestWay
    private let round: ReceiptsRound
    private let clock: any WorldClock
    private let secret: SecretResolver
    private let memory = Mutex(Memory())

    private struct Memory {
        /// How quick commands ended, until it is told.
        var ended = BoundedMemory<GuestRunReference, GuestRunSight>(limit: keptLimit)
        var progress = BoundedMemory<GuestRunReference, RunProgress>(limit: keptLimit)
    }

    package init(
        server: any ProxmoxServer, nodeShell: any NodeShell, clock: any WorldClock,
        secret: @escaping SecretResolver = noSecrets
    ) {
        containers = ContainerWay(nodeShell: nodeShell)
        round = ReceiptsRound(nodeShell: nodeShell)
        machines = MachineWay(server: server, clock: clock)
        self.clock = clock
        self.secret = secret
    }

    package func start(_ requests: [GuestRequest]) async -> [Result<Void, Failure>] {
        let looks = requests.filter { $0.guest.kind == .container && $0.command == .readReceipts }
        // One alone is entered as every other request enters.
        let read = looks.count > 1 ? await round.read(looks.map(\.guest)) : [:]
        return await concurrently(requests, limit: callLimit) { [self] request in
            do throws(Failure) {
                if request.command == .readReceipts, let answer = read[request.guest] {
                    return .success(keep(try answer.get(), for: request))
                }
                return .success(try await start(request))
            } catch {
                return .failure(error)
            }
        }
    }

    private func keep(_ answer: ReceiptsAnswer, for request: GuestRequest) {
        memory.withLock {
            $0.ended[GuestRunReference(guest: request.guest, id: request.id)] = .receipts(answer.receipts)
        }
    }

    private func start(_ request: GuestRequest) async throws(Failure) {
        let reference = GuestRunReference(guest: request.guest, id: request.id)
        let isKept = memory.withLock { $0.ended[reference] != nil }
        guard !isKept else { return }
        let call = try GuestCall(request, secret)
        let result = try await way(to: request.guest).carry(call, into: request.guest)
        let attempt = call.attempt(in: request.guest)
        switch (request.command, result.exitCode) {
        case (.run, 0):
            let progress = RunProgress(since: await clock.now())
            memory.withLock { if $0.progress[reference] == nil { $0.progress[reference] = progress } }
        case (.run, _): throw Failure(complaint: result, while: attempt)
        case (.readReceipts, 0):
            guard let answer = ReceiptsAnswer(result.output) else { throw Failure(unreadable: result, while: attempt) }
            keep(answer, for: request)
        case (_, let exitCode):
            let lines = result.complaint.map { [$0] } ?? []
            memory.withLock { $0.ended[reference] = .ended(exitCode: exitCode, newLines: lines) }
        }
    }

    package func look(at runs: [GuestRunReference]) async -> [GuestRunSight] {
        await concurrently(runs, limit: callLimit) { [self] run in
            let ended = memory.withLock { memory in
                defer { memory.ended[run] = nil }
                return memory.ended[run]
            }
            if let ended { return ended }
            do throws(Failure) {
                return try await look(at: run)
            } catch {
                return .unknown(error)
            }
        }
    }

    private func look(at run: GuestRunReference) async throws(Failure) -> GuestRunSight {
        let began = await clock.now()
        var progress = memory.withLock { $0.progress[run] } ?? RunProgress(since: began)
        var lines: [String] = []
        var answer = try await window(of: run, from: progress.offset)
        lines += progress.add(answer.bytes)
        var windows = 1
        while progress.offset < answer.size, !answer.bytes.isEmpty, windows < windowLimit {
            answer = try await window(of: run, from: progress.offset)
            lines += progress.add(answer.bytes)
            windows += 1
        }
        let isWhole = progress.offset >= answer.size || answer.bytes.isEmpty
        switch answer.state {
        case .ended(let exitCode) where isWhole:
            lines += progress.finish()
            memory.withLock { $0.progress[run] = nil }
            return .ended(exitCode: exitCode, newLines: lines)
        case .vanished:
            memory.withLock { $0.progress[run] = nil }
            return .vanished
        case .ended, .running, .waiting:
            memory.withLock { [progress] in $0.progress[run] = progress }
            let now = await clock.now()
            return .running(newLines: lines, lookAgainAt: isWhole ? progress.nextLook(at: now) : now)
        }
    }

    private func window(of run: GuestRunReference, from offset: Int) async throws(Failure) -> LookAnswer {
        let call = GuestCall.look(run.id, offset: offset)
        let result = try await way(to: run.guest).carry(call, into: run.guest)
        guard result.exitCode == 0 else { throw Failure(complaint: result, while: call.attempt(in: run.guest)) }
        guard let answer = LookAnswer(result.output) else {
            throw Failure(unreadable: result, while: call.attempt(in: run.guest))
        }
        return answer
    }

    private func way(to guest: GuestReference) -> any GuestWay {
        switch guest.kind {
        case .container: containers
        case .machine: machines
        }
    }
}

/// How many ends and offsets are remembered: far more than a fleet has guests.
private let keptLimit = 10_000

/// How many windows of output one look brings: the whole of what a guest keeps of one run.
private let windowLimit = 12

extension GuestCall {
    fileprivate init(_ request: GuestRequest, _ secret: SecretResolver) throws(Failure) {
        switch request.command {
        case .answer: self = .answer
        case .readReceipts: self = .receipts
        case .writeReceipt(let receipt):
            self = .writeReceipt(name: receipt.subject.description, bytes: try ReceiptText.bytes(of: receipt))
        case .removeReceipt(let subject): self = .removeReceipt(name: subject.description)
        case .run(let run): self = .run(request.id, try ScriptPayload(run, secret: secret))
        }
    }
}
