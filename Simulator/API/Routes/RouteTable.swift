/// Every endpoint that the simulated Proxmox has.
package enum RouteTable {
    /// By method and path template; what is not here is told to be a gap.
    package static let routes: Routes = families.reduce(into: [:]) { table, family in
        table.merge(family) { first, _ in first }
    }

    private static let families: [Routes] = [
        AccessRoutes.routes, ClusterRoutes.routes, ContainerRoutes.routes, ContentRoutes.routes, DiagnosisRoutes.routes,
        FirewallNameRoutes.routes, FirewallRoutes.routes, GroupRoutes.routes, OverviewRoutes.routes,
        FirewallRuleRoutes.routes, HardwareRoutes.routes,
        HighAvailabilityRoutes.routes, MachineRoutes.routes, ManagerRoutes.routes, MappingRoutes.routes,
        NetworkRoutes.routes,
        NodeRoutes.routes, NodeStorageRoutes.routes, PoolRoutes.routes, ResourceRoutes.routes,
        StorageRoutes.routes, TaskListRoutes.routes, TaskRoutes.routes, UserRoutes.routes, VersionRoutes.routes,
    ]
}
