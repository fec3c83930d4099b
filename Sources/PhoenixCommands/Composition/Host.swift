import PhoenixModel
import PhoenixPorts
import PhoenixService
import PhoenixSimulator

/// The host that the settings name, with all its doors.
struct Host: Sendable {
    let driver: any HostDriver
    let shell: any GuestShell
    let clock: any WorldClock
    /// For people: what this host is, if it is not a real one.
    let note: String?
    /// To be called when nothing more is asked of it.
    let close: @Sendable () throws(Failure) -> Void
}

extension Host {
    /// Opens the host that `text` names: `simulated:NAME` or `simulated:FILE`.
    static func open(_ text: String?, isReadOnly: Bool) throws(Failure) -> Host {
        let simulated = try simulated(text, isReadOnly: isReadOnly)
        let name = text?.afterPrefix(simulatedPrefix) ?? ""
        return Host(
            driver: simulated, shell: simulated, clock: simulated,
            note: "simulated host \(name): time is simulated too, so nothing really takes as long as it says",
            close: { () throws(Failure) in try simulated.close() })
    }

    /// The simulated host that `text` names.
    static func simulated(_ text: String?, isReadOnly: Bool) throws(Failure) -> SimulatedHost {
        guard let text else {
            throw Settings.invalid(
                "no host is named",
                "name one with --host, PHOENIX_HOST or in the settings file, such as 'simulated:homelab'")
        }
        guard let name = text.afterPrefix(simulatedPrefix), !name.isEmpty else {
            throw Settings.invalid(
                "'\(text)' is no host that this version can reach", "use 'simulated:NAME' or 'simulated:FILE'")
        }
        if let scenario = Scenario.named(name) { return SimulatedHost(scenario) }
        return try SimulatedHost(file: name, access: isReadOnly ? .readOnly : .readWrite)
    }

    private static let simulatedPrefix = "simulated:"
}

extension String {
    func afterPrefix(_ prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }
}
