import Foundation
import PhoenixModel
import PhoenixSimulator
import PhoenixSimulatorAPI
import PhoenixSimulatorServer
import ProxmoxAccess
import ProxmoxSchema

/// What the command line says of a simulated Proxmox, checked.
struct SimulatorSettings {
    let cluster: Cluster
    let table: EndpointTable
    let pace: Pace
    let configuration: ServerConfiguration

    init(_ command: ServeCommand) throws(Failure) {
        guard let profile = Profile(rawValue: command.profile) else {
            throw Settings.invalid("there is no profile '\(command.profile)'", "use --profile 9.2 or --profile 8.4")
        }
        do throws(SchemaFactsError) {
            table = try EndpointTable(profile)
        } catch {
            throw Failure(
                .internalDefect, "the schema of Proxmox VE \(command.profile) cannot be read",
                remedy: "report this defect", causes: ["\(error)"])
        }
        pace = try Self.pace(command.time)
        var cluster = try Self.cluster(command.scenario)
        cluster.access.profile = profile == .version9_2 ? .version9_2 : .version8_4
        for fault in try Self.faults(command.faults) { cluster.add(fault) }
        for token in command.token { try Self.addToken(token, to: &cluster) }
        for user in command.user { try Self.addUser(user, to: &cluster) }
        self.cluster = cluster
        configuration = try Self.configuration(command, nodes: cluster.nodesByName.map(\.name.text))
    }

    private static func pace(_ text: String) throws(Failure) -> Pace {
        switch text {
        case "virtual": return .virtual
        case "real": return .real(factor: 1)
        default:
            guard let factor = Double(text), factor > 0, factor.isFinite else {
                throw Settings.invalid("'\(text)' is no way for time to pass", "use --time virtual, real or a factor")
            }
            return .real(factor: factor)
        }
    }

    private static func cluster(_ name: String) throws(Failure) -> Cluster {
        if let cluster = Scenario.named(name) { return cluster }
        return try Scenario.cluster(from: try contents(of: name), named: name)
    }

    private static func faults(_ path: String?) throws(Failure) -> [Fault] {
        guard let path else { return [] }
        let bytes = try contents(of: path)
        do {
            return try JSONDecoder().decode([Fault].self, from: bytes)
        } catch {
            throw Failure(
                .fileUnusable, "the faults in \(path) cannot be read", remedy: "correct the file", causes: ["\(error)"])
        }
    }

    private static func contents(of path: String) throws(Failure) -> Data {
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw Failure(
                .fileUnusable, "\(path) cannot be read",
                remedy: "name a file, or one of the built-in scenarios: \(Scenario.names.joined(separator: ", "))",
                causes: [error.localizedDescription])
        }
    }

    private static func addToken(_ text: String, to cluster: inout Cluster) throws(Failure) {
        guard let sign = text.firstIndex(of: "="), let id = TokenID(String(text[..<sign])) else {
            throw Settings.invalid("a token is not written as it should be", "use --token 'root@pam!NAME=SECRET'")
        }
        let secret = String(text[text.index(after: sign)...])
        try perform("make the token \(id)") { () throws(AccessFailure) in
            if cluster.access.users[id.user] == nil { try cluster.access.addUser(id.user.text, UserChange()) }
            var change = TokenChange()
            change.hasSeparatePrivileges = false
            try cluster.access.addToken(id.name, of: id.user.text, change, secret: secret)
        }
    }

    private static func addUser(_ text: String, to cluster: inout Cluster) throws(Failure) {
        guard let sign = text.firstIndex(of: "=") else {
            throw Settings.invalid("a user is not written as it should be", "use --user 'root@pam=PASSWORD'")
        }
        let name = String(text[..<sign])
        let password = String(text[text.index(after: sign)...])
        try perform("make the user \(name)") { () throws(AccessFailure) in
            let id = try UserID(name)
            if cluster.access.users[id] == nil { try cluster.access.addUser(id.text, UserChange()) }
            try cluster.access.setPassword(password, of: id.text)
        }
    }

    private static func perform(
        _ attempt: String, _ work: () throws(AccessFailure) -> Void
    ) throws(Failure) {
        do throws(AccessFailure) {
            try work()
        } catch {
            throw Settings.invalid("the simulator could not \(attempt)", String(error.message.dropLast()))
        }
    }

    private static func configuration(
        _ command: ServeCommand, nodes: [String]
    ) throws(Failure) -> ServerConfiguration {
        let source: CertificateSource
        switch (command.certificate, command.key) {
        case (let certificate?, let key?): source = .files(certificatePath: certificate, keyPath: key)
        case (nil, nil): source = .selfSigned(nodeNames: nodes)
        default:
            throw Settings.invalid("only one of certificate and key is given", "give --certificate and --key together")
        }
        var configuration = ServerConfiguration(certificate: source)
        guard let colon = command.listen.lastIndex(of: ":"),
            let port = UInt16(command.listen[command.listen.index(after: colon)...])
        else {
            throw Settings.invalid("'\(command.listen)' is no address to listen on", "use --listen 127.0.0.1:8006")
        }
        configuration.host = String(command.listen[..<colon].drop { $0 == "[" }.prefix { $0 != "]" })
        configuration.port = Int(port)
        return configuration
    }
}
