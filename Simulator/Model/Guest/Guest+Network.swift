package import PhoenixModel

extension Guest {
    /// The addresses of one of its network cards with their prefix lengths, once the guest has booted.
    ///
    /// A fixed address is the configured one; a DHCP server of the simulation gives each guest its own.
    package func addresses(ofNetwork index: Int, at now: Instant) -> [String] {
        guard let running, now >= running.answersAt else { return [] }
        let settings = kind == .container ? "net\(index)" : "ipconfig\(index)"
        let properties = PropertyString(file.current[settings] ?? "")
        return [properties["ip"], properties["ip6"]].compactMap { address in
            switch address {
            case nil, "manual", "auto": nil
            case "dhcp": leasedAddress(ofNetwork: index)
            case let fixed?: fixed
            }
        }
    }

    private func leasedAddress(ofNetwork index: Int) -> String {
        "10.\(100 + index).\(id.number / 250 % 250).\(id.number % 250 + 2)/16"
    }

    /// The process that a running guest is on its node: made from its number, and the same in every run.
    package var processNumber: Int { 4000 + id.number }
}

extension Guest {
    /// Whole seconds since its start; 0 while it is stopped.
    package func uptimeSeconds(at now: Instant) -> Int {
        guard let running else { return 0 }
        return Int(max(0, now.milliseconds(since: running.startedAt)) / 1000)
    }
}
