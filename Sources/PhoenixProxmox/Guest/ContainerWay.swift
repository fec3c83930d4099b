import PhoenixModel

/// Into containers: `pct exec` on their node, as Proxmox's API runs nothing inside them (behaviour 11.1).
struct ContainerWay: GuestWay {
    let nodeShell: any NodeShell

    /// The longest call brings a script of some MiB over a slow line; every other takes well under a second.
    private static let timeoutSeconds = 60

    func carry(_ call: GuestCall, into guest: GuestReference) async throws(Failure) -> GuestCallResult {
        let command = NodeCommand(
            node: guest.node, words: ["pct", "exec", "\(guest.id)", "--"] + GuestProgram.words(call.arguments()),
            input: Array(call.input.utf8), timeoutSeconds: Self.timeoutSeconds)
        let ended: NodeCommandResult
        do throws(NodeShellError) {
            ended = try await nodeShell.run(command)
        } catch {
            throw Failure(error, on: guest.node, isWrite: call.isWrite, while: call.attempt(in: guest))
        }
        let result = GuestCallResult(
            exitCode: ended.exitCode, output: ended.output, errorOutput: ended.errorOutput)
        guard result.exitCode == 0 || result.complaint != nil else {
            throw Failure(unready: result, while: call.attempt(in: guest))
        }
        return result
    }
}
