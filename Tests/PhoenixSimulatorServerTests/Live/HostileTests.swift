import NIOCore
import PhoenixSimulatorAPI
import PhoenixSimulatorServer
import Testing

/// Many clients that mean no good, in a mix that a seed decides.
@Suite(.timeLimit(.minutes(5)))
struct HostileTests {
    /// Clients at once: enough to mix their bytes on the server's event loops.
    private static let clientCount = 20
    private static let requestCount = 10_000

    @Test("Ten thousand hostile requests leave it serving, and nothing behind", arguments: [1 as UInt64])
    func storm(_ seed: UInt64) async throws {
        try await withServer {
            $0.limits.inactivitySeconds = 1
            $0.limits.lingerSeconds = 0.1
        } test: { server in
            try await withThrowingTaskGroup { group in
                for client in 0..<Self.clientCount {
                    group.addTask {
                        var attack = Attack(seed: seed &* 1_000 &+ UInt64(client), server: server)
                        var sent = 0
                        while sent < Self.requestCount / Self.clientCount { sent += try await attack.next() }
                    }
                }
                try await group.waitForAll()
            }
            var client = try await TestClient.connect(to: server)
            try await client.send("GET /alive HTTP/1.1\r\n\r\n")
            #expect(await client.answer()?.text == "GET /alive - ", "seed \(seed)")
            await client.close()
            await noneLeft(in: server)
        }
    }
}

/// One client's bad ideas.
private struct Attack {
    private var random: SeededGenerator
    private let server: Server

    init(seed: UInt64, server: Server) {
        random = SeededGenerator(seed: seed)
        self.server = server
    }

    /// Tries one and returns how many requests that was.
    mutating func next() async throws -> Int {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: try await pipelined()
        case 1: try await garbage(encrypted: true)
        case 2: try await garbage(encrypted: false)
        case 3: try await brokenHandshake()
        case 4: try await huge()
        case 5: try await halfOpen()
        case 6: try await leaving()
        default: try await truncated()
        }
    }

    /// Many requests at once, then only some answers are read.
    private mutating func pipelined() async throws -> Int {
        let count = Int.random(in: 1...120, using: &random)
        var client = try await TestClient.connect(to: server)
        await client.offer(String(repeating: "GET /a HTTP/1.1\r\nHost: a\r\n\r\n", count: count))
        for _ in 0..<Int.random(in: 0...count, using: &random) where await client.answer() == nil { break }
        await client.close()
        return count
    }

    private mutating func garbage(encrypted: Bool) async throws -> Int {
        var client = try await TestClient.connect(to: server, encrypted: encrypted)
        let bytes = randomBytes(upTo: 5_000) + Array("\r\n\r\n".utf8)
        await client.offer(String(decoding: bytes, as: UTF8.self))
        _ = await client.everything()
        await client.close()
        return 1
    }

    private mutating func brokenHandshake() async throws -> Int {
        var client = try await TestClient.connect(to: server, encrypted: false)
        let length = UInt8.random(in: 1...200, using: &random)
        // The server may close while this is sent.
        _ = try? await client.send([0x16, 0x03, 0x01, 0x00, length] + randomBytes(upTo: 400))
        if Bool.random(using: &random) { _ = await client.everything() }
        await client.close()
        return 1
    }

    /// Bodies and heads beyond the limits.
    private mutating func huge() async throws -> Int {
        var client = try await TestClient.connect(to: server)
        let filler = String(repeating: "a", count: Int.random(in: 9_000...700_000, using: &random))
        let forms = [
            "POST / HTTP/1.1\r\nContent-Length: \(filler.utf8.count)\r\n\r\n\(filler)",
            "GET /\(filler) HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nA: \(filler)\r\n\r\n", filler,
        ]
        await client.offer(forms[Int.random(in: 0..<forms.count, using: &random)])
        if Bool.random(using: &random) { try? await client.endInput() }
        _ = await client.answer()
        await client.close()
        return 1
    }

    /// A request, then only this side ends.
    private mutating func halfOpen() async throws -> Int {
        var client = try await TestClient.connect(to: server, encrypted: Bool.random(using: &random))
        await client.offer("PUT /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab")
        // The server may have closed already.
        try? await client.endInput()
        _ = await client.everything()
        await client.close()
        return 1
    }

    /// Connects, perhaps asks, and is gone.
    private mutating func leaving() async throws -> Int {
        let client = try await TestClient.connect(to: server, encrypted: Bool.random(using: &random))
        if Bool.random(using: &random) { await client.offer("GET /a HTTP/1.1\r\nHost: a\r\n\r\n") }
        await client.reset()
        return 1
    }

    /// A request that stops somewhere and waits.
    private mutating func truncated() async throws -> Int {
        var client = try await TestClient.connect(to: server)
        let request = "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 30\r\n\r\na=b&c="
        await client.offer(String(request.prefix(Int.random(in: 0...50, using: &random))))
        if Int.random(in: 0..<10, using: &random) == 0 { _ = await client.everything() }
        await client.close()
        return 1
    }

    private mutating func randomBytes(upTo count: Int) -> [UInt8] {
        (0..<Int.random(in: 1...count, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
}

/// SplitMix64: the same numbers for the same seed.
private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
