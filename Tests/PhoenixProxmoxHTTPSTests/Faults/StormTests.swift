import PhoenixModel
import PhoenixProxmox
import PhoenixProxmoxHTTPS
import Testing

@Suite("Many calls at once to a server that fails at random", .timeLimit(.minutes(5)))
struct StormTests {
    private static let callCount = 400
    private static let callsAtOnce = 16

    /// What is done with a request: mostly an answer.
    private static func steps(_ random: inout SeededGenerator) -> [FaultyServer.Step] {
        let answer = FaultyServer.Step.send(HTTPText.success("ok"))
        switch random.next(below: 10) {
        case 0: return [.close]
        case 1: return [.cut]
        case 2: return [.reset]
        case 3: return [.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"), .reset]
        case 4: return [answer, .close]
        default: return [answer]
        }
    }

    @Test(
        "No change is sent twice, and none that was called unreachable was ever sent", arguments: [1, 2, 3] as [UInt64])
    func storm(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let plans = (0..<Self.callCount * 2).map { _ in Self.steps(&random) }
        let server = try await FaultyServer.start { number, _ in plans[number % plans.count] }
        let connection = try ProxmoxConnection.open(server)
        let patience = (0..<Self.callCount).map { _ in random.next(below: 3) == 0 ? random.next(below: 200) : nil }
        var ends: [Int: End] = [:]
        try await withThrowingTaskGroup(of: (Int, End).self) { group in
            for number in 0..<Self.callCount {
                if number >= Self.callsAtOnce, let (number, end) = try await group.next() { ends[number] = end }
                group.addTask { (number, await Self.end(number, patience[number], connection)) }
            }
            for try await (number, end) in group { ends[number] = end }
        }
        await connection.close()
        await server.stop()
        try await server.connectionsEnded()
        for number in 0..<Self.callCount {
            let method = number.isMultiple(of: 2) ? "POST" : "GET"
            let arrivals = server.requests.filter { $0.hasPrefix("\(method) /api2/json/call/\(number) ") }.count
            switch ends[number] {
            case .status(200):
                #expect(arrivals == 1 || method == "GET" && arrivals == 2, "seed \(seed), \(method) of call \(number)")
            case .unreachable: #expect(arrivals == 0, "seed \(seed), \(method) of call \(number)")
            case .lost: #expect(arrivals <= (method == "GET" ? 2 : 1), "seed \(seed), \(method) of call \(number)")
            default: Issue.record("seed \(seed), call \(number): \(String(describing: ends[number]))")
            }
        }
        #expect(ends.values.contains(.status(200)) && ends.values.contains(.lost), "seed \(seed)")
    }

    /// How a call ended that was cancelled after so many looks at it.
    private static func end(_ number: Int, _ patience: UInt64?, _ connection: ProxmoxConnection) async -> End {
        let request = ProxmoxRequest(number.isMultiple(of: 2) ? .post : .get, "/call/\(number)")
        let call = Task { await End.of(request, through: connection).0 }
        if let patience {
            for _ in 0..<patience { await Task.yield() }
            call.cancel()
        }
        return await call.value
    }
}
