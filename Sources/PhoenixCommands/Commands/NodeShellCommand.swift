import ArgumentParser
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import PhoenixModel
import PhoenixSimulator

/// `phoenix simulator shell`: what the stand-ins for a node's programs call; see `ShellStandIns`.
struct NodeShellCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shell", abstract: "Run a command on a node of a served simulator.", shouldDisplay: false)

    @Option(help: ArgumentHelp("Where the simulator listens.", valueName: "host:port"))
    var server: String

    @Option(help: "The node; without it the cluster's first.")
    var node = ProcessInfo.processInfo.environment["PHOENIX_SIMULATED_NODE"] ?? ""

    @Argument(parsing: .captureForPassthrough, help: "The command.")
    var words: [String]

    mutating func run() async throws {
        let console = Console()
        // The words come with the `--` that parts them from the options.
        let command = words.first == "--" ? Array(words.dropFirst()) : words
        let result = try await send(ShellOrder(node: node, command: command, input: try Self.input(of: command)))
        if command.dropFirst().first == "pull", command.count > 4, result.exitCode == 0 {
            try Data(result.output.utf8).write(to: URL(filePath: command[4]))
        } else {
            console.write(result.output)
        }
        console.writeError(result.errorOutput)
        if result.exitCode != 0 { throw ExitCode(Int32(result.exitCode)) }
    }

    /// `push` reads its file here, because the simulated node has no files; every other program reads its standard input.
    private static func input(of command: [String]) throws -> String {
        let bytes =
            command.dropFirst().first == "push" && command.count > 4
            ? try Data(contentsOf: URL(filePath: command[3])) : Console.standardInput()
        return String(decoding: bytes, as: UTF8.self)
    }

    private func send(_ order: ShellOrder) async throws -> ShellResult {
        var encryption = TLSConfiguration.makeClientConfiguration()
        // A simulator of this machine has no name to check, and is told nothing secret.
        encryption.certificateVerification = .none
        var configuration = HTTPClient.Configuration(tlsConfiguration: encryption)
        configuration.httpVersion = .http1Only
        var request = HTTPClientRequest(url: "https://\(server)/simulator/shell")
        request.method = .POST
        request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(order)))
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            let response = try await client.execute(request, timeout: .seconds(Self.timeoutSeconds))
            let body = try await response.body.collect(upTo: Self.answerBytesMaximum)
            try await client.shutdown()
            return try JSONDecoder().decode(ShellResult.self, from: Data(body.readableBytesView))
        } catch {
            try? await client.shutdown()
            throw Failure(
                .hostUnreachable, "the simulator at \(server) did not run the command",
                remedy: "serve it again, and write its stand-ins anew", causes: ["\(error)"])
        }
    }

    /// A simulated script may be waited for; the simulator's time passes at once.
    private static let timeoutSeconds: Int64 = 600
    private static let answerBytesMaximum = 64 << 20
}
