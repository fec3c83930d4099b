import PhoenixModel
import PhoenixNodeShell
import PhoenixProxmox
import Testing

/// Which way a command goes.
@Suite(.timeLimit(.minutes(5)))
struct NodeShellsTests {
    @Test("Commands for this node are run here, others over SSH")
    func routes() async throws {
        let node = try await Node()
        let local = LocalNodeShell(node: "here", path: Node.path)
        let secure = try SecureShell(node.settings)
        let both = NodeShells.both(local, secure)
        let here = try await both.run(NodeCommand(node: "here", words: ["pct", "words", "x"], timeoutSeconds: 240))
        #expect(here.output == Array("x\0".utf8))
        // Nobody listens on the node's port.
        #expect(await kind(of: both, on: "pve1").contains("no SSH connection to node pve1"))
        #expect(await kind(of: .secure(secure), on: "pve1").contains("no SSH connection"))
        #expect(await kind(of: .local(local), on: "pve1").contains("this is node here"))
        await both.close()
    }

    @Test("Nothing of Phoenix's own environment reaches a command")
    func environment() async throws {
        let shell = LocalNodeShell(node: "pve1", path: Node.path)
        let result = try await shell.run(NodeCommand(node: "pve1", words: ["pct", "environment"], timeoutSeconds: 240))
        let names = Set(result.text.split(separator: "\n").compactMap { $0.split(separator: "=").first })
        #expect(
            names.isSubset(of: ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "PWD", "OLDPWD", "_", "SHLVL"]))
        #expect(result.text.contains("PATH=\(Node.path)\n"))
    }

    private func kind(of shells: NodeShells, on node: NodeName) async -> String {
        do {
            _ = try await shells.run(NodeCommand(node: node, words: ["pct"], timeoutSeconds: 240))
            return "none"
        } catch {
            return error.parts.kind == "unreachable" ? error.parts.text : error.parts.kind
        }
    }
}
