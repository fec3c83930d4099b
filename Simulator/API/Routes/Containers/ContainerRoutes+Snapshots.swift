import JSONSchema
import PhoenixModel
import PhoenixSimulator

extension ContainerRoutes {
    /// `…/snapshot`.
    static let snapshots: Routes = SnapshotRoutes(kind: .container, base: guest).routes
}
