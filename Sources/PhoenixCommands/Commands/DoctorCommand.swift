import ArgumentParser
import JSONSchema
import PhoenixJournal
import PhoenixManifest
import PhoenixModel
import PhoenixPlanner
import PhoenixProxmox
import PhoenixReport

/// `phoenix doctor`: whether the host is one that Phoenix can work with.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Examine the host: version, certificate, clock, rights, storages, devices; change nothing.",
        discussion: """
            With a repository, it also says what the newest commit needs of the host, and prints the commands that give an \
            account exactly the rights for it.
            """)

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: OutputOptions

    mutating func run() async throws {
        let console = Console()
        let settings = try settings.resolved()
        let host = try ExaminedHost.open(settings)
        let desired = settings.repository == nil ? nil : try await Self.desired(settings)
        let circumstances = DoctorCircumstances(
            caller: host.door.caller, trust: host.trust, now: host.now, desired: desired
        ) { desired, nodes, placed, version in
            PhoenixPlanner.requirements(of: desired, nodes: nodes, placed: placed, version: version)
        }
        let diagnosis = await Doctor(server: host.door.server, shell: host.door.shell, circumstances: circumstances)
            .examine()
        await host.door.close()
        switch output.output {
        case .json: console.write(json(of: diagnosis).prettyText + "\n")
        case .text:
            if let note = host.note { console.writeError(note + "\n") }
            console.write(text(of: diagnosis, style: console.style))
        }
        if diagnosis.verdict == .failed {
            throw diagnosis.findings.first?.title == Doctor.reachTitle
                ? PhoenixExit.unreachable.error : PhoenixExit.blocked.error
        }
    }

    /// What the newest commit wishes for.
    private static func desired(_ settings: Settings) async throws(Failure) -> DesiredState {
        let source = try await EagerSource(
            settings, try StateDirectory(creating: settings.stateDirectory), isStrict: false)
        let commit = try await source.latest()
        guard let desired = try await source.reading(of: commit).desired else {
            throw Failure(
                .repositoryInvalid, "commit \(commit.short) is invalid, so nobody knows what it needs",
                remedy: "run 'phoenix validate' on it")
        }
        return desired
    }
}
