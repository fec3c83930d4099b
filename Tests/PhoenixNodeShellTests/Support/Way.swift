import Foundation
import PhoenixModel
import PhoenixNodeShell
import PhoenixProxmox
import TestPrograms

/// The ways to a node's shell, which behave alike.
enum Way: CaseIterable {
    case local, secure
}

/// A node's shell, and a folder for the stand-ins to write to.
struct Shell {
    let shell: any NodeShell
    let folder: TemporaryFolder

    func run(
        _ words: String..., input: [UInt8] = [], timeoutSeconds: Int = 240
    ) async throws(NodeShellError) -> NodeCommandResult {
        try await run(words, input: input, timeoutSeconds: timeoutSeconds)
    }

    func run(
        _ words: [String], input: [UInt8] = [], timeoutSeconds: Int = 240
    ) async throws(NodeShellError) -> NodeCommandResult {
        try await shell.run(NodeCommand(node: "pve1", words: words, input: input, timeoutSeconds: timeoutSeconds))
    }

    /// The error that a command ends with, or nil.
    func error(_ words: String..., timeoutSeconds: Int = 240) async -> NodeShellError? {
        do {
            _ = try await run(words, timeoutSeconds: timeoutSeconds)
            return nil
        } catch {
            return error
        }
    }
}

/// A shell by one of the ways, for the length of `body`.
func withShell(_ way: Way, _ body: (Shell) async throws -> Void) async throws {
    switch way {
    case .local:
        try await body(Shell(shell: LocalNodeShell(node: "pve1", path: Node.path), folder: TemporaryFolder()))
    case .secure:
        try await withNode { node, _ in
            try await withSecureShell(node) { shell in try await body(shell) }
        }
    }
}

/// A node with a running sshd, for the length of `body`.
func withNode(_ body: (Node, SpawnedProgram) async throws -> Void) async throws {
    let node = try await Node()
    let server = try await node.start()
    let result = await outcome { try await body(node, server) }
    try await node.stop(server)
    try result.get()
}

/// A connection to a node that is closed afterwards.
func withSecureShell(
    _ node: Node, _ settings: SecureShellSettings? = nil, _ body: (Shell) async throws -> Void
) async throws {
    let secure = try SecureShell(settings ?? node.settings)
    let result = await outcome { try await body(Shell(shell: secure, folder: node.folder)) }
    await secure.close()
    try result.get()
}

private func outcome(_ body: () async throws -> Void) async -> Result<Void, any Error> {
    do {
        return .success(try await body())
    } catch {
        return .failure(error)
    }
}

extension NodeCommandResult {
    var text: String { String(decoding: output, as: UTF8.self) }
    var errorText: String { String(decoding: errorOutput, as: UTF8.self) }
}

extension NodeShellError {
    /// Its kind and its text.
    var parts: (kind: String, text: String) {
        switch self {
        case .unreachable(let text): ("unreachable", text)
        case .forbidden(let text): ("forbidden", text)
        case .lost(let text): ("lost", text)
        }
    }
}
