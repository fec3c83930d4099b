import ProxmoxSchema
import Testing

/// The tables of both versions, loaded once.
enum Tables {
    private static let current = Result { try EndpointTable(.version9_2) }
    private static let before = Result { try EndpointTable(.version8_4) }

    static func of(_ profile: Profile) throws -> EndpointTable {
        switch profile {
        case .version9_2: try current.get()
        case .version8_4: try before.get()
        }
    }

    /// What Proxmox says to parameters: the errors by key, or none.
    static func errors(
        _ method: String, _ path: String, _ given: [String: ParameterValue], profile: Profile = .version9_2
    ) throws -> [String: String] {
        guard case .found(let endpoint, let values) = try of(profile).lookUp(method, path) else {
            Issue.record("\(method) \(path) is not found")
            return [:]
        }
        do throws(ParameterErrors) {
            _ = try endpoint.check(RequestParameters(path: values, given: given))
            return [:]
        } catch {
            return error.texts
        }
    }
}
