import PhoenixModel
import PhoenixPorts
import PhoenixProxmox
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
    let close: @Sendable () async throws(Failure) -> Void
}

extension Host {
    /// Opens the host that the settings name: `https://ADDRESS`, `simulated:NAME` or `simulated:FILE`.
    ///
    /// - Parameter stop: ends a real clock's sleep.
    static func open(
        _ settings: Settings, isReadOnly: Bool, stop: StopSignal = StopSignal()
    ) throws(Failure) -> Host {
        guard settings.host?.hasPrefix("https:") == true else {
            return try openSimulated(settings.host, isReadOnly: isReadOnly)
        }
        let door = try ProxmoxDoor.open(settings)
        let clock = RealClock(stop: stop)
        let driver = ProxmoxDriver(
            door.server, as: door.caller, shell: door.shell, clock: clock, executor: door.executor)
        driver.lookAhead(at: RealClock.now())
        return Host(
            driver: driver,
            shell: ProxmoxGuestShell(server: door.server, nodeShell: door.shell ?? NoNodeShell(), clock: clock),
            clock: clock, note: nil, close: { () async throws(Failure) in await door.close() })
    }

    /// Opens a simulated host: `simulated:NAME` or `simulated:FILE`.
    static func openSimulated(_ text: String?, isReadOnly: Bool) throws(Failure) -> Host {
        let simulated = try simulated(text, isReadOnly: isReadOnly)
        let name = text?.afterPrefix(simulatedPrefix) ?? ""
        return Host(
            driver: simulated, shell: simulated, clock: simulated,
            note: "simulated host \(name): time is simulated too, so nothing really takes as long as it says",
            close: { () async throws(Failure) in try simulated.close() })
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
                "'\(text)' is no host that can be used here",
                "use 'https://ADDRESS' of a Proxmox, 'simulated:NAME' or 'simulated:FILE'")
        }
        if let scenario = Scenario.named(name) { return SimulatedHost(scenario) }
        return try SimulatedHost(file: name, access: isReadOnly ? .readOnly : .readWrite)
    }

    private static let simulatedPrefix = "simulated:"
}

extension String {
    func afterPrefix(_ prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }
}
