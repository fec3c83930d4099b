import PhoenixModel

/// Finds addresses and hardware addresses that two interfaces have.
func checkAddresses(_ guests: [ResolvedGuest], _ findings: inout Findings) {
    var addresses = FirstUses<AddressUse>(rule: .duplicateAddress, count: guests.count)
    var hardware = FirstUses<String>(rule: .duplicateHardwareAddress, count: guests.count)
    for guest in guests {
        for use in guest.interfaces {
            if let address = use.address {
                addresses.note(address, use.value, key: "ip", "The address \(address.address)", &findings)
            }
            if let mac = use.hardwareAddress {
                hardware.note(mac, use.value, key: "hwaddr", "The MAC address \(mac)", &findings)
            }
        }
    }
}

/// The addresses of one interface, which no other may have.
struct InterfaceUse: Sendable {
    let value: MergedValue
    let address: AddressUse?
    let hardwareAddress: String?

    /// Of each interface that the guest has.
    static func all(of configuration: Configuration, _ merged: MergedGuest) -> [InterfaceUse] {
        let interfaces: [(GuestKey, SettingKey)] = [(.network, .network(0)), (.secondNetwork, .network(1))]
        return interfaces.compactMap { key, setting in
            guard case .network(_, let interface)? = configuration[setting], let value = merged[key] else { return nil }
            var use: AddressUse?
            if case .fixed(let text)? = interface.address, let address = IPv4Interface(text)?.address {
                // The same address may be used again in another network.
                use = AddressUse(address: address, bridge: interface.bridge, vlan: interface.vlan)
            }
            return InterfaceUse(value: value, address: use, hardwareAddress: interface.hardwareAddress)
        }
    }
}

/// An address in its network.
struct AddressUse: Hashable, Sendable {
    let address: IPv4Address
    let bridge: BridgeName
    let vlan: Int?
}

/// The interface that each address was said of first.
private struct FirstUses<Use: Hashable> {
    private let rule: Rule
    private var values: [Use: MergedValue] = [:]

    /// Makes room for a number of uses.
    init(rule: Rule, count: Int) {
        self.rule = rule
        values.reserveCapacity(count)
    }

    mutating func note(
        _ use: Use, _ interface: MergedValue, key: String, _ what: @autoclosure () -> String,
        _ findings: inout Findings
    ) {
        guard let earlier = values[use] else {
            values[use] = interface
            return
        }
        let (first, value) = (earlier[key] ?? earlier, interface[key] ?? interface)
        // Guests that take it from one place share one mistake, reported for the second of them.
        let isShared = first.source.isSame(as: value.source)
        findings.error(
            rule, at: value.place,
            isShared ? "\(what()) is given to several guests" : "\(what()) is already used (\(first.place.text))",
            remedy: isShared ? "Give each guest its own" : "Choose another one")
    }
}
