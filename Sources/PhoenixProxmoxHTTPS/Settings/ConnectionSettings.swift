package import PhoenixModel

/// How a cluster's API is reached: everything that a `ProxmoxConnection` needs to know.
package struct ConnectionSettings: Sendable {
    /// Nodes of one cluster, the preferred one first; any of them answers for all.
    package let addresses: [ServerAddress]
    package let trust: CertificateTrust
    package let credentials: ProxmoxCredentials
    package var limits = ConnectionLimits()

    /// Refuses an empty list and an address that stands in it twice.
    package init(
        addresses: [ServerAddress], trust: CertificateTrust, credentials: ProxmoxCredentials
    ) throws(Failure) {
        guard !addresses.isEmpty else {
            throw Failure(
                .settingsInvalid, "no address of Proxmox's API is given",
                remedy: "give the address of at least one node, such as https://pve1.example:8006")
        }
        for (index, address) in addresses.enumerated() where addresses[..<index].contains(address) {
            throw Failure(
                .settingsInvalid, "the address \(address) is given twice", remedy: "leave one of them out")
        }
        self.addresses = addresses
        self.trust = trust
        self.credentials = credentials
    }
}
