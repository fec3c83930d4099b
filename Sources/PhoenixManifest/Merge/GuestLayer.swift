import JSONSchema
import PhoenixModel

/// What one layer says of a guest, under the names Phoenix uses.
struct GuestLayer: Sendable {
    var values: [GuestKey: MergedValue] = [:]
    /// `vllm_…` keys that are one argument for vLLM each, by the rest of their name.
    var engineArguments: [String: MergedValue] = [:]

    /// This layer with a stronger one laid over it.
    mutating func overlay(_ stronger: GuestLayer) {
        values.merge(stronger.values) { $0.overlaid(by: $1) }
        engineArguments.merge(stronger.engineArguments) { $1 }
    }
}

/// Reads the members of an object as a layer; `omitting` are keys that belong to the file, not to guests.
///
/// Other names become the one that Phoenix uses, so that a guest's `disk_size_gb` wins over a default
/// `storage_size_gb`. Keys that are not acted on are found here, once for each place.
/// `takesOldArguments`: only the central container file knows `vllm_…` keys that are one argument each.
func readLayer(
    _ source: Sourced, omitting: Set<String> = [], takesOldArguments: Bool = false, _ findings: inout Findings
) -> GuestLayer {
    var layer = GuestLayer()
    for member in source.value.object.map(Array.init) ?? [] {
        let spelling = member.key.text
        guard !omitting.contains(spelling), !spelling.hasPrefix("$") else { continue }
        let value = source.inner(member.value)
        if let (key, inner) = networkSpelling(spelling) {
            layer.addNetworkMember(inner, of: key, .written(value), spelling, &findings)
        } else if let key = GuestKey(spelling: spelling) {
            layer.add(key, value, spelling, &findings)
        } else if takesOldArguments, spelling.hasPrefix(GuestKey.engineArgumentPrefix) {
            layer.engineArguments[String(spelling.dropFirst(GuestKey.engineArgumentPrefix.count))] = .written(value)
            findings.note(
                .oldShape, at: value.place, "'\(spelling)' is an old way to give vLLM an argument; it is read",
                remedy: "Move it into vllm_engine_config")
        }
        // Any other key is unknown, which the shape's check finds.
    }
    return layer
}

/// Keys beside `network_config` that say something about its interface.
private func networkSpelling(_ spelling: String) -> (GuestKey, member: String)? {
    switch spelling {
    case "network_bridge": (.network, "bridge")
    case "mac_address": (.network, "hwaddr")
    default: nil
    }
}

extension GuestLayer {
    fileprivate mutating func add(
        _ key: GuestKey, _ source: Sourced, _ spelling: String, _ findings: inout Findings
    ) {
        if let remedy = key.insteadOfActing {
            guard !source.value.asksForNothing else { return }
            findings.warning(
                .notActedOn, at: source.place, "'\(spelling)' is declared, but Phoenix does not act on it",
                remedy: remedy)
            return
        }
        if GuestKey.oldSpellings.contains(spelling) {
            findings.note(
                .oldShape, at: source.place, "'\(spelling)' is an old name of '\(key.rawValue)'; it is read",
                remedy: "Write '\(key.rawValue)'")
        }
        if let earlier = values[key], key != .network {
            reportTwice(key.rawValue, spelling, earlier, .written(source), &findings)
            return
        }
        var value = key == .network || key == .secondNetwork ? networkValue(source, &findings) : .written(source)
        if let earlier = values[key] { value = earlier.overlaid(by: value) }
        values[key] = value
    }

    /// `nameserver` and `nameservers` are one, and what stood beside the object already must not differ.
    private func networkValue(_ source: Sourced, _ findings: inout Findings) -> MergedValue {
        guard let members = source.value.object else { return .written(source) }
        var result: [MergedMember] = []
        for member in members {
            let spelling = member.key.text
            let name = spelling == "nameserver" ? "nameservers" : spelling
            let value = MergedValue.written(source.inner(member.value))
            if let earlier = result.first(where: { $0.key == name }) {
                reportTwice(name, spelling, earlier.value, value, &findings)
            } else {
                result.append(MergedMember(key: name, value: value))
            }
            if let beside = values[.network]?[name] { reportTwice(name, spelling, beside, value, &findings) }
        }
        return .combined(result, at: source)
    }

    fileprivate mutating func addNetworkMember(
        _ member: String, of key: GuestKey, _ value: MergedValue, _ spelling: String, _ findings: inout Findings
    ) {
        if let earlier = values[key]?[member] {
            reportTwice("\(key.rawValue).\(member)", spelling, earlier, value, &findings)
            return
        }
        let new = MergedValue.combined([MergedMember(key: member, value: value)], at: value.source)
        values[key] = values[key].map { $0.overlaid(by: new) } ?? new
    }

    private func reportTwice(
        _ name: String, _ spelling: String, _ first: MergedValue, _ second: MergedValue, _ findings: inout Findings
    ) {
        guard !first.source.value.hasSameContent(as: second.source.value) else { return }
        findings.error(
            .givenTwice, at: second.place, "'\(spelling)' gives '\(name)' a second value",
            remedy: "Keep one of the two")
    }
}

extension JSONValue {
    /// Whether the value of a key that is not acted on wishes for nothing anyway.
    fileprivate var asksForNothing: Bool {
        switch kind {
        case .null: true
        case .boolean: boolean == false
        case .string: string == "none" || string?.isEmpty == true
        case .array: array?.isEmpty == true
        case .object: object?.isEmpty == true
        case .number: false
        }
    }
}
