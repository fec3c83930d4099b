import PhoenixModel

/// Finds addresses and hardware addresses that two interfaces have.
func checkAddresses(_ guests: [ResolvedGuest], _ findings: inout Findings) {
    var addresses = FirstUses(rule: .duplicateAddress)
    var hardware = FirstUses(rule: .duplicateHardwareAddress)
    for guest in guests {
        let interfaces: [(GuestKey, SettingKey)] = [(.network, .network(0)), (.secondNetwork, .network(1))]
        for (key, setting) in interfaces {
            guard case .network(_, let interface)? = guest.desired?.configuration[setting] else { continue }
            guard let value = guest.merged[key] else { continue }
            if case .fixed(let text)? = interface.address, let address = IPv4Interface(text)?.address {
                // The same address may be used again in another network.
                let use = AddressUse(address: address.description, bridge: interface.bridge, vlan: interface.vlan)
                addresses.note(use, value["ip"] ?? value, "The address \(address)", &findings)
            }
            if let mac = interface.hardwareAddress {
                let use = AddressUse(address: mac, bridge: "", vlan: nil)
                hardware.note(use, value["hwaddr"] ?? value, "The MAC address \(mac)", &findings)
            }
        }
    }
}

/// An address in its network.
private struct AddressUse: Hashable {
    let address: String
    let bridge: BridgeName
    let vlan: Int?
}

/// Where each address was said first.
private struct FirstUses {
    let rule: Rule
    private var values: [AddressUse: MergedValue] = [:]

    init(rule: Rule) { self.rule = rule }

    mutating func note(
        _ use: AddressUse, _ value: MergedValue, _ what: @autoclosure () -> String, _ findings: inout Findings
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
