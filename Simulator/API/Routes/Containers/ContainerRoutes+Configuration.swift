import JSONSchema
import PhoenixModel
import PhoenixSimulator

extension ContainerRoutes {
    /// `…/config` and `…/pending`.
    static let configuration: Routes = [
        .get("\(guest)/config"): read,
        .put("\(guest)/config"): update,
        .get("\(guest)/pending"): pending,
    ]

    private static let read: Route = { cluster, call throws(Refusal) in
        let reference = try call.guest(.container)
        return try GuestConfiguration.read(reference, call, in: &cluster)
    }

    private static let pending: Route = { cluster, call throws(Refusal) in
        let reference = try call.guest(.container)
        return try GuestConfiguration.pending(reference, in: &cluster)
    }

    private static let update: Route = { cluster, call throws(Refusal) in
        let reference = try call.guest(.container)
        try GuestConfiguration.update(reference, call, in: &cluster)
        return .nothing
    }
}
