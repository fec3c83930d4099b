extension GuestOptionRights {
    /// Demands `SDN.Use` on the bridge of a network device, or on its VLANs when it names some.
    func requireBridge(of network: String) throws(AccessFailure) {
        let device = OptionValue(network)
        guard let bridge = device["bridge"] else { return }
        let path = "/sdn/zones/\(zones[bridge] ?? Bridge.localZone)/\(bridge)"
        if let tag = device["tag"] { try rights.require([.sdnUse], on: "\(path)/\(tag)") }
        if let trunks = device["trunks"] {
            for tag in Self.tags(inTrunks: trunks) { try rights.require([.sdnUse], on: "\(path)/\(tag)") }
        } else if device["tag"] == nil {
            try rights.require([.sdnUse], on: path)
        }
    }

    /// VLANs and ranges of them, parted by semicolons: `2;10-12`; in the order of their texts.
    private static func tags(inTrunks trunks: String) -> [String] {
        let tags = trunks.split(separator: ";").flatMap { part -> [String] in
            let bounds = part.split(separator: "-").map { Int($0) }
            guard bounds.count == 2, let first = bounds[0], let last = bounds[1], first < last, last <= highestTag
            else { return [String(part.split(separator: "-").first ?? part)] }
            return (first...last).map(String.init)
        }
        return Set(tags).sorted()
    }

    /// A VLAN's number has twelve bits; a wider range is no VLAN and would only take time.
    private static let highestTag = 4_095
}
