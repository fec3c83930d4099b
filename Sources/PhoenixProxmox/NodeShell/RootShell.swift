import PhoenixModel

/// Does on a node, as root, what the API leaves to root's own password or does not have at all.
struct RootShell: Sendable {
    let shell: any NodeShell
    /// Root itself, with its password, may do by the API what others may not.
    let caller: Permissions.Caller

    /// Changes a container's configuration with `pct set`, which takes what the API's call takes, and which no right limits.
    func set(_ form: ProxmoxForm, _ change: Change) async throws(Failure) {
        var words = ["pct", "set", change.guest.id.description]
        for field in form.fields { words += ["--" + field.name, field.value] }
        _ = try await run(words, change)
    }

    /// Writes lines that Proxmox hands on to LXC into the container's file.
    func setRawLines(_ lines: [String: [String]], of guest: GuestReference, _ change: Change) async throws(Failure) {
        let text = lines.sorted { $0.key < $1.key }
            .map { key, values in "\(key)\n" + values.map { "\(key): \($0)\n" }.joined() + "\n" }.joined()
        _ = try await run(NodeProgram.words("raw-lines", guest.id.description), input: text, change)
    }

    private func run(_ words: [String], input: String = "", _ change: Change) async throws(Failure)
        -> NodeCommandResult
    {
        let command = NodeCommand(
            node: change.guest.node, words: words, input: Array(input.utf8), timeoutSeconds: Self.timeoutSeconds)
        let result: NodeCommandResult
        do throws(NodeShellError) {
            result = try await shell.run(command)
        } catch {
            throw Failure(error, on: change.guest.node, isWrite: true, while: change.attempt)
        }
        guard result.exitCode == 0 else { throw Failure(result, while: change.attempt) }
        return result
    }

    /// Proxmox waits ten seconds for a lock, and allocates disks within a minute (behaviour 6.4, 6.5).
    private static let timeoutSeconds = 90
}
