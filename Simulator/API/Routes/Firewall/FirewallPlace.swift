import PhoenixModel
import PhoenixSimulator

/// A place in the API below which a firewall is found.
enum FirewallPlace: CaseIterable {
    case datacenter, node, container, machine

    var path: String {
        switch self {
        case .datacenter: "/cluster/firewall"
        case .node: "/nodes/{node}/firewall"
        case .container: "/nodes/{node}/lxc/{vmid}/firewall"
        case .machine: "/nodes/{node}/qemu/{vmid}/firewall"
        }
    }

    func scope(_ call: Call) throws(Refusal) -> FirewallScope {
        switch self {
        case .datacenter: .datacenter
        case .node: .node(call.node)
        case .container: .guest(try call.guest(.container))
        case .machine: .guest(try call.guest(.machine))
        }
    }

    /// What the place's index names.
    var entries: [String] {
        switch self {
        case .datacenter: ["rules", "aliases", "ipset", "groups", "options", "macros", "refs"]
        case .node: ["rules", "options", "log"]
        case .container, .machine: ["rules", "aliases", "ipset", "refs", "options"]
        }
    }

    /// How references from here name what is its own.
    var scopeName: String { self == .datacenter ? "dc" : "guest" }

    /// Routes that exist at some of the places.
    static func routes(
        at places: [FirewallPlace] = Array(allCases), _ make: (FirewallPlace) -> Routes
    ) -> Routes {
        places.reduce(into: [:]) { routes, place in routes.merge(make(place)) { first, _ in first } }
    }
}
