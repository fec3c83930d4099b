package import PhoenixModel
import PhoenixSimulator
package import ProxmoxAccess
package import ProxmoxSchema

/// One request that passed every check in front of its route.
package struct Call: Sendable {
    package let endpoint: Endpoint
    /// What was asked, in canonical form, the path's parameters included.
    package let parameters: AcceptedParameters
    /// What the caller may do.
    package let rights: Rights
    package let profile: Profile
    /// The node that answers: `localhost` in a path means it.
    package let localNode: NodeName
    /// The fault that strikes the command that it begins in a guest.
    var fault: Fault.Kind?

    package init(
        endpoint: Endpoint, parameters: AcceptedParameters, rights: Rights, profile: Profile, localNode: NodeName
    ) {
        self.endpoint = endpoint
        self.parameters = parameters
        self.rights = rights
        self.profile = profile
        self.localNode = localNode
    }

    /// Who asks.
    package var identity: Identity { rights.identity }

    /// The text of a parameter; nil when it was not given.
    package func text(_ name: String) -> String? { parameters[name] }

    /// A whole number; nil when it was not given.
    package func integer(_ name: String) -> Int? { parameters.integer(name) }

    /// Whether a switch is on; off when it was not given.
    package func isOn(_ name: String) -> Bool { parameters.flag(name) ?? false }

    /// The single names of a list such as `a,b;c`.
    package func names(_ name: String) -> [String] { ConfigurationText.list(parameters[name] ?? "") }

    /// The node that the path names.
    package var node: NodeName {
        guard let name = parameters["node"], name != "localhost" else { return localNode }
        return NodeName(name)
    }

    /// The guest that the path names, as the path's kind.
    package func guest(_ kind: GuestKind) throws(Refusal) -> GuestReference {
        try reference(kind, numbered: "vmid")
    }

    /// A guest by the number in another parameter, such as `newid`.
    package func reference(_ kind: GuestKind, numbered name: String) throws(Refusal) -> GuestReference {
        guard let id = integer(name).flatMap(GuestID.init) else {
            throw .parameter(name, "invalid format - value does not look like a valid VM ID\n")
        }
        return GuestReference(id: id, kind: kind, node: node)
    }

    /// What Phoenix asks of the inside of a guest, if that is what the call runs there.
    var phoenixOrder: PhoenixOrder? {
        guard endpoint.method == "POST", endpoint.path.hasSuffix("/agent/exec") else { return nil }
        return PhoenixOrder(parameters.list("command"), input: text("input-data"))
    }

    /// Refuses a switch that only the administrator's ticket may turn on, such as `skiplock`.
    package func requireRoot(for name: String) throws(Refusal) {
        guard isOn(name), !identity.isRoot else { return }
        throw .parameter(name, "Only root may use this option.")
    }
}
