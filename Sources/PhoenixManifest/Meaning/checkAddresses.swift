import PhoenixModel

/// Finds addresses and hardware addresses that two interfaces have.
func checkAddresses(_ guests: [ResolvedGuest], _ findings: inout Findings) {
    var addresses: [String: Diagnostic.Place] = [:]
    var hardware: [String: Diagnostic.Place] = [:]
    for guest in guests {
        let interfaces: [(GuestKey, SettingKey)] = [(.network, .network(0)), (.secondNetwork, .network(1))]
        for (key, setting) in interfaces {
            guard case .network(_, let interface)? = guest.desired?.configuration[setting] else { continue }
            let value = guest.merged[key]
            if case .fixed(let text)? = interface.address, let address = IPv4Interface(text)?.address {
                // The same address may be used again in another network.
                let network = "\(interface.bridge) \(interface.vlan.map(String.init) ?? "") \(address)"
                report(
                    .duplicateAddress, "The address \(address)", value?["ip"]?.place ?? guest.merged.place,
                    network, &addresses, &findings)
            }
            if let mac = interface.hardwareAddress {
                report(
                    .duplicateHardwareAddress, "The MAC address \(mac)", value?["hwaddr"]?.place ?? guest.merged.place,
                    mac, &hardware, &findings)
            }
        }
    }
}

private func report(
    _ rule: Rule, _ what: String, _ place: @autoclosure () -> Diagnostic.Place, _ key: String,
    _ seen: inout [String: Diagnostic.Place], _ findings: inout Findings
) {
    let place = place()
    guard let first = seen[key] else {
        seen[key] = place
        return
    }
    // Guests that take it from the same place share one mistake, reported for the second of them.
    let isShared = first == place
    findings.error(
        rule, at: place,
        isShared ? "\(what) is given to several guests" : "\(what) is already used (\(first.text))",
        remedy: isShared ? "Give each guest its own" : "Choose another one")
}
