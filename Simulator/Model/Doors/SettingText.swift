import PhoenixModel

/// How settings that both kinds of guests have are written in Proxmox's keys, and read back.
enum SettingText {
    static func startup(_ order: StartupOrder) -> String {
        var properties = PropertyString()
        properties["order"] = order.order.map(String.init)
        properties["up"] = order.delaySeconds.map(String.init)
        return properties.text()
    }

    static func startup(in text: String) -> StartupOrder {
        let properties = PropertyString(text, defaultKey: "order")
        return StartupOrder(
            order: properties["order"].flatMap(Int.init), delaySeconds: properties["up"].flatMap(Int.init))
    }

    static func identifierMap(_ map: IdentifierMap) -> String {
        "\(map.kind == .user ? "u" : "g") \(map.containerID) \(map.hostID) \(map.count)"
    }

    static func identifierMap(in text: String) -> IdentifierMap? {
        let words = text.split(separator: " ")
        guard words.count == 4, words[0] == "u" || words[0] == "g",
            let container = Int(words[1]), let host = Int(words[2]), let count = Int(words[3])
        else { return nil }
        return IdentifierMap(
            kind: words[0] == "u" ? .user : .group, containerID: container, hostID: host, count: count)
    }

    /// `nesting` is written `nesting=1`; an ability with a value (`mount=nfs`) stands as it is.
    static func abilities(_ abilities: [String]) -> String {
        abilities.map { $0.contains("=") ? $0 : "\($0)=1" }.joined(separator: ",")
    }

    static func abilities(in text: String) -> [String] {
        let properties = PropertyString(text)
        return properties.keys.compactMap { key in
            guard let value = properties[key] else { return nil }
            switch value {
            case "0", "no", "off", "false": return nil
            case "1", "yes", "on", "true": return key
            default: return "\(key)=\(value)"
            }
        }
    }

    /// One key a line, the whole escaped, as cloud-init's keys are stored.
    static func authorizedKeys(_ keys: [String]) -> String {
        ConfigurationText.encodedComponent(keys.map { $0 + "\n" }.joined())
    }

    static func authorizedKeys(in text: String) -> [String] {
        ConfigurationText.decoded(text).split(separator: "\n").map(String.init)
    }
}
