import ArgumentParser
import PhoenixModel
import PhoenixService
import PhoenixSimulator
import PhoenixSimulatorAPI
import PhoenixSimulatorServer

/// `phoenix simulator serve`: answers Proxmox's API until it is told to stop.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Answer Proxmox's API over HTTPS, from a cluster in memory.",
        discussion: """
            Prints one line when it is ready. Nothing is kept when it ends. Without --token and --user nobody can log \
            in; tokens of root@pam have all its rights, save what Proxmox keeps for root's own password.
            """)

    @Option(help: ArgumentHelp("The cluster: a built-in one or a scenario file.", valueName: "name-or-file"))
    var scenario = "homelab"

    @Option(help: ArgumentHelp("Where to listen; port 0 takes any free one.", valueName: "host:port"))
    var listen = "127.0.0.1:8006"

    @Option(help: "The version of Proxmox VE: 9.2 or 8.4.")
    var profile = "9.2"

    @Option(help: "How time passes: 'virtual' skips what clients wait for, 'real', or a factor such as 60.")
    var time = "virtual"

    @Option(help: ArgumentHelp("An API token: 'root@pam!NAME=SECRET'. Can be repeated.", valueName: "token"))
    var token: [String] = []

    @Option(help: ArgumentHelp("A user with a password: 'root@pam=PASSWORD'. Can be repeated.", valueName: "user"))
    var user: [String] = []

    @Option(help: ArgumentHelp("What goes wrong: a JSON list of faults.", valueName: "file"))
    var faults: String?

    @Option(help: ArgumentHelp("Write every request and answer to a file, a JSON object a line.", valueName: "file"))
    var record: String?

    @Option(help: ArgumentHelp("A certificate in PEM; without it one is made.", valueName: "file"))
    var certificate: String?

    @Option(help: ArgumentHelp("The certificate's key in PEM.", valueName: "file"))
    var key: String?

    @Option(
        name: .customLong("shell-directory"),
        help: ArgumentHelp("Write stand-ins for pct, qm and sh there, which act on this cluster.", valueName: "folder"))
    var shellDirectory: String?

    mutating func run() async throws {
        let console = Console()
        let settings = try SimulatorSettings(self)
        let recorder = try record.map { path throws(Failure) in try ExchangeRecorder(path) }
        let stop = StopSignal()
        stop.listen()
        let server = try await Self.start(settings, recorder)
        if token.isEmpty, user.isEmpty {
            console.writeError("nobody can log in: name a --token or a --user, or have them in the scenario\n")
        }
        let address = "\(server.address.host):\(server.address.port)"
        if let shellDirectory { try ShellStandIns.write(to: shellDirectory, address: address) }
        console.write("listening on https://\(address) fingerprint SHA256:\(server.fingerprint)\n")
        while !stop.isRaised { await stop.sleep(milliseconds: Self.sleepMilliseconds) }
        await server.stop()
        try recorder?.close()
    }

    /// A stop wakes the sleeper, so this only bounds one sleep.
    private static let sleepMilliseconds: Int64 = 60_000

    private static func start(
        _ settings: SimulatorSettings, _ recorder: ExchangeRecorder?
    ) async throws(Failure) -> Server {
        let api = SimulatedAPI(settings.cluster, table: settings.table, pace: settings.pace, clock: .machine)
        var configuration = settings.configuration
        if let recorder { configuration.record = { recorder.append($0) } }
        do throws(ServerError) {
            let server = try await Server.start(handler: api, configuration: configuration)
            api.change { cluster in
                for node in cluster.nodesByName {
                    cluster.setCertificateFingerprint(server.fingerprint, of: node.name)
                }
            }
            return server
        } catch {
            throw Failure(.settingsInvalid, "the simulator cannot be served", remedy: "\(error)")
        }
    }
}
