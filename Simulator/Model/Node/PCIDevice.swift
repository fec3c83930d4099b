/// A function of a PCI device, with its numbers as Linux writes them (`0x10de`).
package struct PCIDevice: Hashable, Codable, Sendable {
    /// Such as `0000:01:00.0`.
    package let id: String
    /// Six digits: `0x030000` is a display.
    package let deviceClass: String
    package let vendor: String
    package let device: String
    package let subsystemVendor: String?
    package let subsystemDevice: String?
    /// -1 without an IOMMU.
    package let iommuGroup: Int
    package let vendorName: String?
    package let deviceName: String?

    package init(
        id: String, deviceClass: String, vendor: String, device: String, subsystemVendor: String? = nil,
        subsystemDevice: String? = nil, iommuGroup: Int = -1, vendorName: String? = nil, deviceName: String? = nil
    ) {
        self.id = id
        self.deviceClass = deviceClass
        self.vendor = vendor
        self.device = device
        self.subsystemVendor = subsystemVendor
        self.subsystemDevice = subsystemDevice
        self.iommuGroup = iommuGroup
        self.vendorName = vendorName
        self.deviceName = deviceName
    }
}
