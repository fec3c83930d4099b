/// A container's network interface: `name=eth0,bridge=vmbr0,hwaddr=BC:24:11:AA:BB:CC,ip=dhcp,type=veth`.
package struct ContainerNetwork: Hashable, Sendable {
    package var properties: PropertyString

    package init(_ text: String) {
        properties = PropertyString(text)
        properties.normaliseBooleans(["firewall", "host-managed", "link_down"])
        properties["type"] = "veth"
    }

    package var hardwareAddress: String? {
        get { properties["hwaddr"] }
        set { properties["hwaddr"] = newValue }
    }

    package var bridge: String? { properties["bridge"] }

    /// The name first, then the rest in order.
    package var text: String { properties.text(leading: ["name"]) }
}
