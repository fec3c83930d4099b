import Foundation
import PhoenixSimulatorAPI
import PhoenixSimulatorServer
import TestPrograms
import Testing

/// Programs that people use: curl and Python, where they are installed.
@Suite(.timeLimit(.minutes(1)))
struct RealClientTests {
    @Test("curl keeps its connection, sends forms and takes compressed answers", .enabled(if: isInstalled("curl")))
    func curl() async throws {
        let handler = ClosureHandler { request in
            .data(
                request.path == "/large"
                    ? String(repeating: "a", count: 5_000) : String(decoding: request.body, as: UTF8.self))
        }
        try await withServer(handler) { server in
            let address = "https://127.0.0.1:\(server.address.port)"
            let output = try await run(
                "curl", "-sk", "--compressed", "-w", " %{http_code} %{num_connects} %{content_type}\n",
                "\(address)/large",
                "-o", "/dev/null", "--next", "-sk", "-d", "a=b&c=d", "-w", " %{http_code} %{num_connects}\n",
                "\(address)/form")
            #expect(output == " 200 1 application/json;charset=UTF-8\na=b&c=d 200 0\n")
        }
    }

    @Test("curl waits for no permission to send a body", .enabled(if: isInstalled("curl")))
    func expectation() async throws {
        try await withServer { server in
            let output = try await run(
                "curl", "-sk", "--expect100-timeout", "0.05", "-H", "Expect: 100-continue", "-d", "a=b", "-w",
                " %{http_code}", "https://127.0.0.1:\(server.address.port)/form")
            #expect(output == "POST /form - a=b 200")
        }
    }

    @Test("curl follows to TLS with its method and body", .enabled(if: isInstalled("curl")))
    func redirection() async throws {
        try await withServer { server in
            let output = try await run(
                "curl", "-skL", "-X", "PUT", "-d", "a=b", "http://127.0.0.1:\(server.address.port)/x?y")
            #expect(output == "PUT /x y a=b")
        }
    }

    @Test("Both versions of TLS are spoken, older ones are not", .enabled(if: isInstalled("curl")))
    func versions() async throws {
        try await withServer { server in
            let address = "https://127.0.0.1:\(server.address.port)/v"
            for version in ["1.2", "1.3"] {
                #expect(try await run("curl", "-sk", "--tlsv\(version)", "--tls-max", version, address) == "GET /v - ")
            }
            let status = ["-o", "/dev/null", "-w", "%{http_code}"]
            let older = try await run(
                ["curl", "-sk", "--tlsv1.1", "--tls-max", "1.1"] + status + [address], mayFail: true)
            #expect(older == "000")
        }
    }

    @Test("Python reads the reason and pins the fingerprint", .enabled(if: isInstalled("python3")))
    func python() async throws {
        let handler = ClosureHandler { request in
            request.path == "/bad" ? .plain(500, "CT 100 already running\n") : .data(request.path)
        }
        try await withServer(handler) { server in
            let output = try await run("python3", "-c", pythonClient, "\(server.address.port)")
            let fingerprint = server.fingerprint.lowercased().replacing(":", with: "")
            #expect(output == "\(fingerprint)\n200 OK /0\n200 OK /1\n500 CT 100 already running\n")
        }
    }

    @Test(
        "Trusting the certificate is enough for the strictest verification of the node's names",
        .enabled(if: isInstalled("python3")))
    func verification() async throws {
        try await withServer { server in
            let output = try await run("python3", "-c", verifyingClient, "\(server.address.port)")
            #expect(output == "pve1 200\nlocalhost 200\n127.0.0.1 200\nother refused\n")
        }
    }
}

private let pythonClient = """
    import hashlib, http.client, ssl, sys
    context = ssl._create_unverified_context()
    connection = http.client.HTTPSConnection("127.0.0.1", int(sys.argv[1]), context=context, timeout=10)
    connection.connect()
    print(hashlib.sha256(connection.sock.getpeercert(True)).hexdigest())
    for path in ["/0", "/1", "/bad"]:
        connection.request("GET", path)
        answer = connection.getresponse()
        text = answer.read().decode()
        print(answer.status, answer.reason, *([text] if answer.status == 200 else []))
    """

private let verifyingClient = """
    import socket, ssl, sys
    port = int(sys.argv[1])
    context = ssl.create_default_context(cadata=ssl.get_server_certificate(("127.0.0.1", port)))
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    for name in ["pve1", "localhost", "127.0.0.1", "other"]:
        try:
            with context.wrap_socket(socket.create_connection(("127.0.0.1", port), 10), server_hostname=name) as client:
                client.sendall(b"GET / HTTP/1.1\\r\\n\\r\\n")
                print(name, client.recv(1000).split()[1].decode())
        except ssl.SSLCertVerificationError:
            print(name, "refused")
    """

private func isInstalled(_ program: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
    }
}

private func run(_ arguments: String...) async throws -> String {
    try await run(arguments, mayFail: false)
}

/// What a program prints; its failure is an issue unless it is expected.
private func run(_ arguments: [String], mayFail: Bool) async throws -> String {
    let words = ["env", "-u", "CURL_CA_BUNDLE", "-u", "SSL_CERT_FILE"] + arguments
    let ending = try await RecordedProgram(words).ended()
    #expect(mayFail || ending.status == 0, "\(arguments): \(ending.errorText)")
    return ending.text
}
