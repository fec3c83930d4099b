import JSONSchema
import PhoenixModel
import PhoenixSimulator

/// The network interfaces that a running container has.
enum ContainerInterfaces {
    static func all(of guest: Guest, at now: Instant) -> [JSONText] {
        let loopback = interface(
            "lo", hardwareAddress: "00:00:00:00:00:00", addresses: ["127.0.0.1/8", "::1/128"])
        return [loopback]
            + guest.file.current.indexed("net").map { network in
                let properties = PropertyString(network.value)
                return interface(
                    properties["name"] ?? "eth\(network.index)",
                    hardwareAddress: (properties["hwaddr"] ?? "").lowercased(),
                    addresses: guest.addresses(ofNetwork: network.index, at: now))
            }
    }

    private static func interface(_ name: String, hardwareAddress: String, addresses: [String]) -> JSONText {
        var members: [JSONText.Member] = [
            .init("name", .string(name)), .init("hwaddr", .string(hardwareAddress)),
            .init("hardware-address", .string(hardwareAddress)),
            .init("ip-addresses", .array(addresses.map(address))),
        ]
        if let inet = addresses.first(where: { !$0.contains(":") }) { members.append(.init("inet", .string(inet))) }
        if let inet6 = addresses.first(where: { $0.contains(":") }) { members.append(.init("inet6", .string(inet6))) }
        return .object(members)
    }

    private static func address(_ text: String) -> JSONText {
        let parts = text.split(separator: "/")
        return [
            "ip-address": .string(String(parts.first ?? "")), "prefix": .string(String(parts.last ?? "")),
            "ip-address-type": .string(text.contains(":") ? "inet6" : "inet"),
        ]
    }
}
