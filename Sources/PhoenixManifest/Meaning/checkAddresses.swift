import PhoenixModel

/// Finds addresses and hardware addresses that two interfaces have.
func checkAddresses(_ guests: [ResolvedGuest], _ findings: inout Findings) {
    var addresses = FirstUses<AddressUse>(rule: .duplicateAddress, count: guests.count)
    var hardware = FirstUses<String>(rule: .duplicateHardwareAddress, count: guests.count)
    for guest in guests {
        let interfaces: [(GuestKey, SettingKey)] = [(.network, .network(0)), (.secondNetwork, .network(1))]
        for (key, setting) in interfaces {
            guard case .network(_, let interface)? = guest.desired?.configuration[setting] else { continue }
            guard let value = guest.merged[key] else { continue }
            if case .fixed(let text)? = interface.address, let address = IPv4Interface(text)?.address {
                // The same address may be used again in another network.
                let use = AddressUse(address: address, bridge: interface.bridge, vlan: interface.vlan)
                addresses.note(use, value["ip"] ?? value, "The address \(address)", &findings)
            }
            if let mac = interface.hardwareAddress {
                hardware.note(mac, value["hwaddr"] ?? value, "The MAC address \(mac)", &findings)
            }
        }
    }
}

/// An address in its network.
private struct AddressUse: Hashable {
    let address: IPv4Address
    let bridge: BridgeName
    let vlan: Int?
}

/// Where each address was said first.
private struct FirstUses<Use: Hashable> {
    private let rule: Rule
    private var values: [Use: MergedValue] = [:]

    /// Makes room for a number of uses.
    init(rule: Rule, count: Int) {
        self.rule = rule
        values.reserveCapacity(count)
    }

    mutating func note(
        _ use: Use, _ value: MergedValue, _ what: @autoclosure () -> String, _ findings: inout Findings
    ) {
        guard let first = values[use] else {
            values[use] = value
            return
        }
        // Guests that take it from one place share one mistake, reported for the second of them.
        let isShared = first.source.isSame(as: value.source)
        findings.error(
            rule, at: value.place,
            isShared ? "\(what()) is given to several guests" : "\(what()) is already used (\(first.place.text))",
            remedy: isShared ? "Give each guest its own" : "Choose another one")
    }
}
