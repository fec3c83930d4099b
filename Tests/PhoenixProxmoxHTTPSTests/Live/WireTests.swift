import Foundation
import PhoenixProxmox
import PhoenixProxmoxHTTPS
import Testing

@Suite("What a request looks like on the wire", .timeLimit(.minutes(5)))
struct WireTests {
    private static func sent(_ request: ProxmoxRequest) async throws -> String {
        let server = try await FaultyServer.start { _, _ in [.send(HTTPText.success("ok"))] }
        let connection = try ProxmoxConnection.open(server)
        #expect(try await connection.send(request).status == 200)
        await connection.close()
        await server.stop()
        let text = try #require(server.requests.first)
        #expect(text.contains("\r\nhost: 127.0.0.1:\(server.port)\r\n"))
        #expect(text.contains("\r\nAuthorization: PVEAPIToken=root@pam!phoenix=secret\r\n"))
        #expect(!text.lowercased().contains("phoenix-call"))
        #expect(!text.lowercased().contains("transfer-encoding"))
        return text
    }

    private static func lengths(_ text: String) -> [String] {
        text.matches(of: /content-length: (\d+)\r\n/.ignoresCase()).map { String($0.1) }
    }

    @Test("A read and a deletion have no body and no length", arguments: [ProxmoxRequest.Method.get, .delete])
    func withoutBody(_ method: ProxmoxRequest.Method) async throws {
        let form: ProxmoxForm = ["filter": "a&b=c/d+e ü;", "upid": "UPID:pve1:1@x!"]
        let text = try await Self.sent(ProxmoxRequest(method, "/nodes/\("a/b:c@d%20")/x", form))
        let target =
            "/api2/json/nodes/a%2Fb%3Ac%40d%2520/x?filter=a%26b%3Dc%2Fd%2Be%20%C3%BC%3B&upid=UPID%3Apve1%3A1%40x%21"
        #expect(text.hasPrefix("\(method.rawValue) \(target) HTTP/1.1\r\n"))
        #expect(text.hasSuffix("\r\n\r\n"))
        #expect(Self.lengths(text) == [])
    }

    @Test("A form goes with its length", arguments: [ProxmoxRequest.Method.post, .put])
    func form(_ method: ProxmoxRequest.Method) async throws {
        let text = try await Self.sent(ProxmoxRequest(method, "/x", ["a": "b c", "d": "ü&"]))
        #expect(text.hasPrefix("\(method.rawValue) /api2/json/x HTTP/1.1\r\n"))
        #expect(text.hasSuffix("\r\n\r\na=b%20c&d=%C3%BC%26"))
        #expect(text.contains("\r\nContent-Type: application/x-www-form-urlencoded\r\n"))
        #expect(Self.lengths(text) == ["19"])
    }

    @Test("An empty form says that it is empty", arguments: [ProxmoxRequest.Method.post, .put])
    func emptyForm(_ method: ProxmoxRequest.Method) async throws {
        let text = try await Self.sent(ProxmoxRequest(method, "/x"))
        #expect(text.hasSuffix("\r\n\r\n"))
        #expect(Self.lengths(text) == ["0"])
    }

    @Test("A large form arrives whole")
    func largeForm() async throws {
        let value = String(repeating: "a", count: 500_000)
        let text = try await Self.sent(ProxmoxRequest(.post, "/x", ["script": value]))
        #expect(text.hasSuffix("script=" + value))
        #expect(Self.lengths(text) == ["\(value.count + 7)"])
    }

    @Test("The reason phrase comes along, in whatever pieces and with whatever characters")
    func reason() async throws {
        let server = try await FaultyServer.start { _, _ in
            [
                .send("HTT"), .send("P/1.1 500 CT 100 läuft "), .send("bereits\r"),
                .send("\nConnection: close\r\nContent-Length: 13\r\n\r\n{\"data\":null}"), .close,
            ]
        }
        let connection = try ProxmoxConnection.open(server)
        let answer = try await connection.send(Call.write)
        await connection.close()
        await server.stop()
        #expect(answer.reason == "CT 100 läuft bereits")
        #expect(Refusal(answer).message == "CT 100 läuft bereits")
    }

    @Test("A redirection is an answer, not followed")
    func redirection() async throws {
        let server = try await FaultyServer.start { _, _ in
            [.send("HTTP/1.1 301 Moved\r\nLocation: https://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")]
        }
        let connection = try ProxmoxConnection.open(server)
        let answer = try await connection.send(Call.read)
        await connection.close()
        await server.stop()
        #expect(answer == ProxmoxAnswer(status: 301, reason: "Moved", body: Data()))
    }
}
