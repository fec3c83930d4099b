import PhoenixModel

/// The call that makes a guest from an image: `POST /nodes/NODE/lxc` or `…/qemu` (behaviour 7, 12.3).
struct CreationWriter {
    let creation: Creation

    func request() throws(Failure) -> ProxmoxRequest {
        let guest = creation.guest
        let writer = ConfigWriter(kind: guest.kind, next: ConfigText())
        var order = try writer.order(setting: creation.configuration.all, unsetting: [])
        guard order.rawLines.isEmpty, order.firewall == nil else {
            throw Failure(
                .internalDefect, "raw lines and firewalls cannot be part of a creation",
                remedy: "report this as a defect of Phoenix")
        }
        order.values["vmid"] = guest.id.description
        order.values["description"] = MarkText.block(for: creation.mark)
        order.values["tags"] = MarkText.tag
        switch guest.kind {
        case .container: try addContainer(to: &order)
        case .machine: try addMachine(to: &order)
        }
        return ProxmoxRequest(.post, Self.path(of: guest), order.form(digest: nil))
    }

    private func addContainer(to order: inout ConfigOrder) throws(Failure) {
        guard order.values["rootfs"] != nil else { throw Self.withoutDisk }
        order.values["ostemplate"] = creation.image
        order.values["unprivileged"] = creation.isUnprivileged ? "1" : "0"
    }

    /// The first disk is a copy of the image, in its size; a second drive tells cloud-init what to set up.
    private func addMachine(to order: inout ConfigOrder) throws(Failure) {
        guard let disk = creation.configuration.rootDisk else { throw Self.withoutDisk }
        order.values["scsi0"] = "\(disk.storage):0,import-from=\(creation.image)"
        order.values["ide2"] = "\(disk.storage):cloudinit"
        order.values["scsihw"] = "virtio-scsi-single"
        order.values["ostype"] = "l26"
    }

    private static func path(of guest: GuestReference) -> ProxmoxPath {
        switch guest.kind {
        case .container: "/nodes/\(guest.node)/lxc"
        case .machine: "/nodes/\(guest.node)/qemu"
        }
    }

    private static let withoutDisk = Failure(
        .refused, "a guest cannot be made without a first disk", remedy: "give it a storage and a size")
}
