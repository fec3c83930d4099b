import JSONSchema
import PhoenixModel

/// The policy, and what it says for every guest that does not say otherwise.
struct FleetPolicy: Sendable {
    var policy = Policy()
    var restart: GuestRules.Restart = .allow
    var ignoredSettings: Set<SettingKey> = []
}

/// Reads the policy; what is not said keeps its default.
func readPolicy(_ source: Sourced?, _ findings: inout Findings) -> FleetPolicy {
    var result = FleetPolicy()
    guard let source else { return result }
    result.policy.prune = word(source["prune"]) ?? result.policy.prune
    result.policy.drift = word(source["drift"]) ?? result.policy.drift
    result.policy.onFailure = word(source["on_failure"]) ?? result.policy.onFailure
    result.policy.maximumRemovals = source["max_removals"]?.value.integer ?? result.policy.maximumRemovals
    result.policy.stepsPerNode = source["steps_per_node"]?.value.integer ?? result.policy.stepsPerNode
    result.policy.window = source["restart_window"].flatMap { readWindow($0, &findings) }
    result.restart = word(source["restart"]) ?? result.restart
    if let ignore = source["ignore"] { result.ignoredSettings = readIgnored(.written(ignore), &findings) }
    if result.restart == .window, result.policy.window == nil, let restart = source["restart"] {
        reportMissingWindow(at: restart.place, &findings)
    }
    return result
}

/// Restarts are to wait for a window that is never said.
func reportMissingWindow(at place: Diagnostic.Place, _ findings: inout Findings) {
    findings.error(
        .restartWindow, at: place, "Restarts wait for a window, but policy.restart_window in phoenix.json says none",
        remedy: "Add \"restart_window\": {\"from\": \"02:00\", \"to\": \"05:00\"} to the policy")
}

/// Settings named in an `ignore` list.
func readIgnored(_ value: MergedValue, _ findings: inout Findings) -> Set<SettingKey> {
    var keys: Set<SettingKey> = []
    for item in value.items ?? [] {
        guard let text = item.string else { continue }
        if let key = SettingKey(text) {
            keys.insert(key)
        } else {
            findings.error(
                .unknownSetting, at: item.place, "'\(text)' names no setting that can be ignored",
                remedy: Suggestion.remedy(
                    for: text, among: ignorableSettings,
                    otherwise: "Write one of \(ignorableSettings.joined(separator: ", "))"))
        }
    }
    return keys
}

private let ignorableSettings: [String] = {
    let keys: [SettingKey] = [
        .name, .cores, .memory, .swap, .rootDisk, .nameservers, .searchDomain, .abilities, .startAtBoot, .startup,
        .identifierMaps, .agent, .cloudInit, .firewall, .network(0), .network(1), .mount(0), .device(0),
    ]
    return keys.map(\.description)
}()

private func word<Word: RawRepresentable<String>>(_ source: Sourced?) -> Word? {
    source?.value.string.flatMap(Word.init(rawValue:))
}

private func readWindow(_ source: Sourced, _ findings: inout Findings) -> MaintenanceWindow? {
    let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    guard let start = minuteOfDay(source["from"]), let end = minuteOfDay(source["to"]) else { return nil }
    if start == end, let to = source["to"] {
        findings.error(
            .restartWindow, at: to.place, "The window ends when it begins",
            remedy: "Write another end; for restarts at any time use \"restart\": \"allow\"")
    }
    let days = source["days"]?.value.array?.compactMap { $0.string.flatMap(names.firstIndex(of:)) }
    return MaintenanceWindow(weekdays: Set(days ?? Array(names.indices)), startMinute: start, endMinute: end)
}

/// `02:30` as minutes since midnight; other texts are found by the shape's check.
private func minuteOfDay(_ source: Sourced?) -> Int? {
    let parts = source?.value.string?.split(separator: ":").map { Int($0) } ?? []
    guard parts.count == 2, let hours = parts[0], let minutes = parts[1] else { return nil }
    guard (0..<24).contains(hours), (0..<60).contains(minutes) else { return nil }
    return hours * 60 + minutes
}
