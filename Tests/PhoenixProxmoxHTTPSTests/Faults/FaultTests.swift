import PhoenixModel
import PhoenixProxmox
import PhoenixProxmoxHTTPS
import Testing

@Suite("What a call makes of a fault below the API", .timeLimit(.minutes(5)))
struct FaultTests {
    @Test("Reads and writes are unreachable or lost, in one line, and asked once", arguments: FaultRow.all)
    func table(_ row: FaultRow) async throws {
        for request in [Call.read, Call.write] {
            try await withGrowingDeadline { seconds in try await Self.isTried(row, request, seconds) }
        }
    }

    /// False if the deadline passed before the request was sent.
    private static func isTried(_ row: FaultRow, _ request: ProxmoxRequest, _ seconds: Double) async throws -> Bool {
        let server = try await server(row.fault)
        let connection = try ProxmoxConnection.open(server) { limits in
            limits.answerBytes = FaultRow.answerBytes
            switch row.limits {
            case .patient: break
            case .shortConnect: limits.connectSeconds = seconds
            case .shortRequest: limits.requestSeconds = seconds
            }
        }
        let (end, cause) = await End.of(request, through: connection)
        await connection.close()
        await server.stop()
        if row.limits == .shortRequest, end == .unreachable { return false }
        #expect(end == row.end, "\(request): \(cause)")
        #expect(cause.contains(row.cause), "\(request)")
        #expect(end == .status(401) || cause.hasPrefix("127.0.0.1:\(server.port): "), "\(cause)")
        #expect(!cause.contains("NIO") && !cause.contains("Error") && !cause.contains("\n"), "\(cause)")
        #expect(cause.count < 160, "\(cause)")
        await server.requestsCame(row.requests)
        #expect(server.requests.count == row.requests, "\(request)")
        return true
    }

    private static func server(_ fault: FaultRow.Fault) async throws -> FaultyServer {
        switch fault {
        case .refused:
            let server = try await FaultyServer.start()
            await server.stop()
            return server
        case .opening(let opening): return try await FaultyServer.start(opening)
        case .request(let steps): return try await FaultyServer.start { _, _ in steps }
        }
    }
}
