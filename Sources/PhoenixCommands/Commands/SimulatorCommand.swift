import ArgumentParser

/// `phoenix simulator`: the simulated Proxmox VE as a program of its own.
struct SimulatorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulator", abstract: "Serve a simulated Proxmox VE that any client of the API can talk to.",
        subcommands: [ServeCommand.self, NodeShellCommand.self])
}
