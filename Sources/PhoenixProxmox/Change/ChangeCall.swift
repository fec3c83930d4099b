import PhoenixModel

/// The calls of changes that need nothing but the guest itself.
enum ChangeCall {
    static func start(_ guest: GuestReference) -> ProxmoxRequest {
        ProxmoxRequest(.post, guest.path("/status/start"))
    }

    /// Asks the guest, and turns it off when it takes too long.
    static func shutDown(_ guest: GuestReference, timeoutSeconds: Int) -> ProxmoxRequest {
        var form = ProxmoxForm()
        form.add("timeout", timeoutSeconds)
        form.add("forceStop", true)
        return ProxmoxRequest(.post, guest.path("/status/shutdown"), form)
    }

    static func restart(_ guest: GuestReference, timeoutSeconds: Int) -> ProxmoxRequest {
        var form = ProxmoxForm()
        form.add("timeout", timeoutSeconds)
        return ProxmoxRequest(.post, guest.path("/status/reboot"), form)
    }

    static func snapshot(_ guest: GuestReference, _ name: SnapshotName) -> ProxmoxRequest {
        ProxmoxRequest(.post, guest.path("/snapshot"), ["snapname": name.text])
    }

    static func makeTemplate(_ guest: GuestReference) -> ProxmoxRequest {
        ProxmoxRequest(.post, guest.path("/template"))
    }

    /// To its size, not by a difference: asking twice grows once.
    static func grow(_ guest: GuestReference, disk: String, toGibibytes size: Int) -> ProxmoxRequest {
        ProxmoxRequest(.put, guest.path("/resize"), ["disk": disk, "size": "\(size)G"])
    }

    /// A running container is stopped on the way (behaviour 9.11); a machine moves on while it runs, its local disks with it.
    static func migrate(_ guest: GuestReference, to node: NodeName, isRunning: Bool) -> ProxmoxRequest {
        var form: ProxmoxForm = ["target": node.text]
        if isRunning {
            form.add(guest.kind == .container ? "restart" : "online", true)
            if guest.kind == .machine { form.add("with-local-disks", true) }
        }
        return ProxmoxRequest(.post, guest.path("/migrate"), form)
    }

    /// With everything that names it: backup jobs, replication, and disks that its configuration has lost.
    static func destroy(_ guest: GuestReference) -> ProxmoxRequest {
        var form = ProxmoxForm()
        form.add("purge", true)
        form.add("destroy-unreferenced-disks", true)
        return ProxmoxRequest(.delete, guest.path(), form)
    }
}
