import ArgumentParser
import Foundation
import PhoenixModel
import PhoenixProxmox
import PhoenixReport
import PhoenixSimulator

/// `phoenix snapshot-host`: a scenario that is like a host.
struct SnapshotHostCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot-host",
        abstract: "Write what a host has as a scenario, so that commits can be tried on a copy of it.",
        discussion: """
            Nothing is changed on the host. Secrets are left out, and of guests that are not Phoenix's everything but \
            that they are there; standard error says what. Read the file before you share it.
            """)

    @OptionGroup var settings: SettingsOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The file to write, which nobody else may read; '-' is standard output.", valueName: "file"))
    var output: String

    @Flag(help: "Replace the file if it is there.")
    var force = false

    mutating func run() async throws {
        let console = Console()
        let file = output == Self.standardOutput ? nil : PrivateFile(path: output)
        // Before a host is asked for nothing.
        if !force { try file?.requireAbsent() }
        let door = try ProxmoxDoor.open(try settings.resolved())
        let captured = CapturedHost(try await HostCapture(door.server, shell: door.shell).capture())
        await door.close()
        let bytes = try Scenario.readableBytes(of: captured.cluster)
        if let file {
            let replaces = force
            try await Threads.run { try file.write(bytes, replaces: replaces) }
        } else {
            console.write(String(decoding: bytes, as: UTF8.self))
        }
        console.writeError(Self.report(captured))
    }

    private static let standardOutput = "-"

    /// What was kept, and what was not.
    static func report(_ captured: CapturedHost) -> String {
        let cluster = captured.cluster
        let counts = [
            counted(cluster.nodes.count, "node"), counted(cluster.storages.count, "storage"),
            counted(cluster.guests.count, "guest"),
        ]
        var lines = ["captured " + counts.joined(separator: ", ")]
        lines += captured.omissions.map { "left out: \($0)" }
        return lines.joined(separator: "\n") + "\n"
    }
}
