import JSONSchema
import PhoenixModel

/// What one layer says of a guest, under the names Phoenix uses.
struct GuestLayer: Sendable {
    var values = GuestValues()
    /// `vllm_…` keys that are one argument for vLLM each, by the rest of their name.
    var engineArguments: [String: MergedValue] = [:]

    /// This layer with a stronger one laid over it.
    mutating func overlay(_ stronger: GuestLayer) {
        for key in stronger.values.keys {
            guard let value = stronger.values[key] else { continue }
            values[key] = values[key]?.overlaid(by: value) ?? value
        }
        if !stronger.engineArguments.isEmpty { engineArguments.merge(stronger.engineArguments) { $1 } }
    }
}

/// Reads the members of an object as a layer.
///
/// Other names become the one that Phoenix uses, so that a guest's `disk_size_gb` wins over a default
/// `storage_size_gb`. Keys that are not acted on are found here, once for each place.
/// `takesOldArguments`: only the central container file knows `vllm_…` keys that are one argument each.
func readLayer(
    _ source: Sourced, takesOldArguments: Bool = false, _ findings: inout Findings
) -> GuestLayer {
    var layer = GuestLayer()
    layer.values.reserveCapacity(source.count)
    source.forEachMember { key, value in layer.read(key, value, takesOldArguments, &findings) }
    return layer
}

extension GuestLayer {
    fileprivate mutating func read(
        _ spelling: JSONKey, _ value: Sourced, _ takesOldArguments: Bool, _ findings: inout Findings
    ) {
        switch GuestMember(spelling) {
        case .key(let key): add(key, value, spelling, &findings)
        case .oldKey(let key):
            findings.note(
                .oldShape, at: value.place, "'\(spelling.text)' is an old name of '\(key.spelling)'; it is read",
                remedy: "Write '\(key.spelling)'")
            add(key, value, spelling, &findings)
        case .network(let name): addNetworkMember(name, .written(value), spelling, &findings)
        case .comment: return
        // Any other key is unknown, which the shape's check finds.
        case nil: if takesOldArguments { addOldArgument(.written(value), spelling, &findings) }
        }
    }

    fileprivate mutating func add(_ key: GuestKey, _ source: Sourced, _ spelling: JSONKey, _ findings: inout Findings) {
        if let remedy = key.insteadOfActing {
            guard !source.value.asksForNothing else { return }
            findings.warning(
                .notActedOn, at: source.place, "'\(spelling.text)' is declared, but Phoenix does not act on it",
                remedy: remedy)
            return
        }
        let earlier = values[key]
        if let earlier, key != .network {
            reportTwice(key.spelling, spelling, earlier, .written(source), &findings)
            return
        }
        let value = key == .network || key == .secondNetwork ? networkValue(source, &findings) : .written(source)
        values[key] = earlier?.overlaid(by: value) ?? value
    }

    fileprivate mutating func addOldArgument(_ value: MergedValue, _ key: JSONKey, _ findings: inout Findings) {
        let spelling = key.text
        guard spelling.hasPrefix(GuestKey.engineArgumentPrefix) else { return }
        engineArguments[String(spelling.dropFirst(GuestKey.engineArgumentPrefix.count))] = value
        findings.note(
            .oldShape, at: value.place, "'\(spelling)' is an old way to give vLLM an argument; it is read",
            remedy: "Move it into vllm_engine_config")
    }

    /// `nameserver` and `nameservers` are one, and what stood beside the object already must not differ.
    private func networkValue(_ source: Sourced, _ findings: inout Findings) -> MergedValue {
        guard source.kind == .object else { return .written(source) }
        let beside = values[.network]
        var result: [MergedMember] = []
        result.reserveCapacity(source.count)
        source.forEachMember { key, source in
            let spelling = key.text
            let name = spelling == "nameserver" ? "nameservers" : spelling
            let value = MergedValue.written(source)
            if let earlier = result.first(where: { $0.key == name }) {
                reportTwice(name, key, earlier.value, value, &findings)
            } else {
                result.append(MergedMember(key: name, value: value))
            }
            if let beside = beside?[name] { reportTwice(name, key, beside, value, &findings) }
        }
        return .combined(CombinedObject(result, at: source))
    }

    /// What stands beside `network_config` and says something of its interface.
    fileprivate mutating func addNetworkMember(
        _ name: String, _ value: MergedValue, _ spelling: JSONKey, _ findings: inout Findings
    ) {
        let key = GuestKey.network
        let known = values[key]
        if let earlier = known?[name] {
            reportTwice("\(key.spelling).\(name)", spelling, earlier, value, &findings)
            return
        }
        let new = MergedValue.combined(CombinedObject([MergedMember(key: name, value: value)], at: value.source))
        values[key] = known?.overlaid(by: new) ?? new
    }

    private func reportTwice(
        _ name: @autoclosure () -> String, _ spelling: JSONKey, _ first: MergedValue, _ second: MergedValue,
        _ findings: inout Findings
    ) {
        guard !first.source.value.hasSameContent(as: second.source.value) else { return }
        findings.error(
            .givenTwice, at: second.place, "'\(spelling.text)' gives '\(name())' a second value",
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
