/// Every endpoint that the simulated Proxmox has.
package enum RouteTable {
    /// By method and path template; what is not here is told to be a gap.
    package static let routes: Routes = families.reduce(into: [:]) { table, family in
        table.merge(family) { first, _ in first }
    }

    private static let families: [Routes] = [ContainerRoutes.routes, MachineRoutes.routes, TaskRoutes.routes]
}
