import JSONSchema
import PhoenixModel

/// What `phoenix.json` says for the whole fleet.
struct Fleet: Sendable {
    var name: FleetName
    var defaults: [GuestKind: GuestLayer] = [:]
    var profiles: [String: GuestLayer] = [:]
    /// Where each profile stands.
    var profileSources: [String: Sourced] = [:]
    var policy: FleetPolicy = FleetPolicy()
    /// By volume id.
    var images: [String: FleetImage] = [:]
}

/// Reads `phoenix.json`; without one the fleet has the name `phoenix` and nothing else.
func readFleet(
    _ file: SourceFile?, otherwiseAt path: String, _ findings: inout Findings
) -> Fleet {
    guard let file else {
        findings.note(
            .defaultFleetName, at: .init(path: path), "There is no phoenix.json, so the fleet is named 'phoenix'",
            remedy: "Add phoenix.json with {\"fleet\": \"a name of its own\"} before a second repository uses the host")
        return Fleet(name: "phoenix")
    }
    let root = file.root
    var fleet = Fleet(name: FleetName(root["fleet"]?.value.string ?? "phoenix"))
    for kind in GuestKind.allCases {
        guard let object = root["defaults"]?[kind.rawValue] else { continue }
        let source = Sourced(path: file.path, layer: .defaults(kind), value: object.value)
        fleet.defaults[kind] = readLayer(source, &findings)
    }
    for member in root["profiles"]?.value.object.map(Array.init) ?? [] {
        let name = member.key.text
        let source = Sourced(path: file.path, layer: .profile(name), value: member.value)
        fleet.profiles[name] = readLayer(source, &findings)
        fleet.profileSources[name] = source
    }
    fleet.policy = readPolicy(root["policy"], &findings)
    if let object = root["images"] { fleet.images = readImages(object, &findings) }
    return fleet
}
