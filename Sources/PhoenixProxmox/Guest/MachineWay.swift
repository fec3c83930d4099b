import PhoenixModel
import PhoenixPorts

/// Into machines: their guest agent, which is asked through the API to run a command, and then whether it has ended.
struct MachineWay: GuestWay {
    let server: any ProxmoxServer
    let clock: any WorldClock

    func carry(_ call: GuestCall, into guest: GuestReference) async throws(Failure) -> GuestCallResult {
        let whole = AgentCalls.execute(call.arguments(), input: call.input, in: guest)
        guard (whole.request.body ?? []).count > InputParts.requestLimitBytes else {
            return try await run(whole, call, in: guest)
        }
        let prepared = try await carry(.prepare, into: guest)
        guard prepared.exitCode == 0 else { return prepared }
        let parts = InputParts.cut(call.input)
        for (index, part) in parts.enumerated() {
            let path = "/run/phoenix/incoming/\(call.arguments()[1]).\(index + 1)"
            _ = try await ask(AgentCalls.write(part, to: path, in: guest), call, guest)
        }
        return try await run(
            AgentCalls.execute(call.arguments(parts: parts.count), input: "", in: guest), call, in: guest)
    }

    /// Begins one command and waits for its end.
    private func run(
        _ order: Endpoint<AgentCalls.Process>, _ call: GuestCall, in guest: GuestReference
    ) async throws(Failure) -> GuestCallResult {
        let process = try await ask(order, call, guest).pid.value
        var pause = AgentPause()
        let deadline = await clock.now().adding(seconds: Self.deadlineSeconds)
        while true {
            let status = try await ask(AgentCalls.status(of: process, in: guest), call, guest)
            if status.exited.value { return try result(of: status, call, guest) }
            let now = await clock.now()
            guard now < deadline else {
                throw Failure(
                    .outcomeUnknown, "a command in \(guest) is still at work after \(Self.deadlineSeconds) s",
                    remedy: "look at the guest's console: is it overloaded?", disposition: .retry)
            }
            await clock.sleep(until: min(deadline, now.adding(milliseconds: pause.next())))
        }
    }

    /// None of the program's calls waits for a script; a machine that needs longer is not well.
    private static let deadlineSeconds = 60

    private func result(
        of status: AgentCalls.Status, _ call: GuestCall, _ guest: GuestReference
    ) throws(Failure) -> GuestCallResult {
        let exitCode = status.exitcode?.value ?? 128 + (status.signal?.value ?? 0)
        let result = GuestCallResult(
            exitCode: exitCode, output: Array((status.outData ?? "").utf8),
            errorOutput: Array((status.errData ?? "").utf8))
        guard exitCode == 0 || result.complaint != nil else {
            throw Failure(unready: result, while: call.attempt(in: guest))
        }
        return result
    }

    private func ask<Answer>(
        _ endpoint: Endpoint<Answer>, _ call: GuestCall, _ guest: GuestReference
    ) async throws(Failure) -> Answer {
        do throws(ProxmoxError) {
            return try await server.answer(endpoint)
        } catch {
            throw Failure(insideGuest: error, of: endpoint.request, while: call.attempt(in: guest))
        }
    }
}

/// How long to leave the agent alone between two questions: most commands end within some milliseconds.
struct AgentPause {
    private var milliseconds: Int64 = 25

    /// Twice as long each time, up to a second.
    mutating func next() -> Int64 {
        milliseconds = min(1000, milliseconds * 2)
        return milliseconds
    }
}
