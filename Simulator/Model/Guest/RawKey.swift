/// What the keys of raw `lxc.*` lines mean to Proxmox.
enum RawKey {
    /// Has a setting of its own.
    static let identifierMap = "lxc.idmap"
    /// Is kept as the setting `env`.
    static let environment = "lxc.environment.runtime"

    /// What becomes of a line with that key.
    enum Standing: Equatable {
        case kept
        /// Kept, with a sentence of warning.
        case deprecated(String)
        /// Left out for that reason.
        case refused(String)
        case unknown
    }

    static func standing(of key: String) -> Standing {
        if key.hasPrefix("lxc.limit.") { return .deprecated("\(key): lxc.limit.* was renamed to lxc.prlimit.*") }
        if let name = renamed[key] { return .deprecated("\(key) is deprecated and was renamed to \(name)") }
        if let reason = generated[key] { return .refused(reason) }
        if known.contains(key) { return .kept }
        if key.hasPrefix("lxc.cgroup.") {
            return .deprecated("\(key) is deprecated, this will be a hard error in the future!")
        }
        return ["lxc.cgroup2.", "lxc.prlimit.", "lxc.net."].contains(where: key.hasPrefix) ? .kept : .unknown
    }

    private static let generated = [
        "lxc.rootfs.path": "lxc.rootfs.path is auto generated from rootfs",
        "lxc.rootfs.options":
            "lxc.rootfs.options is not supported, please use mount point options in the \"rootfs\" key",
    ]

    private static let known: Set<String> = [
        "lxc.apparmor.allow_incomplete", "lxc.apparmor.allow_nesting", "lxc.apparmor.profile", "lxc.apparmor.raw",
        "lxc.arch", "lxc.autodev", "lxc.cap.drop", "lxc.cap.keep", "lxc.console.logfile", "lxc.console.path",
        "lxc.devtty.dir", "lxc.environment", "lxc.environment.hooks", "lxc.environment.runtime", "lxc.group",
        "lxc.hook.autodev", "lxc.hook.clone", "lxc.hook.destroy", "lxc.hook.mount", "lxc.hook.post-stop",
        "lxc.hook.pre-mount", "lxc.hook.pre-start", "lxc.hook.start", "lxc.hook.stop", "lxc.hook.version",
        "lxc.idmap", "lxc.include", "lxc.init.cmd", "lxc.init.cwd", "lxc.init.gid", "lxc.init.groups",
        "lxc.init.uid", "lxc.kmsg", "lxc.log.file", "lxc.log.level", "lxc.mount.auto", "lxc.mount.entry",
        "lxc.mount.fstab", "lxc.pty.max", "lxc.rootfs.mount", "lxc.seccomp.notify.cookie",
        "lxc.seccomp.notify.proxy", "lxc.seccomp.profile", "lxc.selinux.context", "lxc.signal.halt",
        "lxc.signal.reboot", "lxc.signal.stop", "lxc.start.auto", "lxc.start.delay", "lxc.start.order",
        "lxc.sysctl.fs.mqueue", "lxc.sysctl.kernel.msgmax", "lxc.sysctl.kernel.msgmnb",
        "lxc.sysctl.kernel.msgmni", "lxc.sysctl.kernel.sem", "lxc.sysctl.kernel.shm_rmid_forced",
        "lxc.sysctl.kernel.shmall", "lxc.sysctl.kernel.shmmax", "lxc.sysctl.kernel.shmmni", "lxc.tty.max",
        "lxc.uts.name",
    ]

    /// Names from before LXC 3.
    private static let renamed = [
        "lxc.aa_allow_incomplete": "lxc.apparmor.allow_incomplete", "lxc.aa_profile": "lxc.apparmor.profile",
        "lxc.console": "lxc.console.path", "lxc.devttydir": "lxc.tty.dir", "lxc.haltsignal": "lxc.signal.halt",
        "lxc.id_map": "lxc.idmap", "lxc.init_cmd": "lxc.init.cmd", "lxc.logfile": "lxc.log.file",
        "lxc.loglevel": "lxc.log.level", "lxc.mount": "lxc.mount.fstab",
        "lxc.network.flags": "lxc.net.INDEX.flags", "lxc.network.hwaddr": "lxc.net.INDEX.hwaddr",
        "lxc.network.ipv4": "lxc.net.INDEX.ipv4.address",
        "lxc.network.ipv4.gateway": "lxc.net.INDEX.ipv4.gateway",
        "lxc.network.ipv6": "lxc.net.INDEX.ipv6.address",
        "lxc.network.ipv6.gateway": "lxc.net.INDEX.ipv6.gateway", "lxc.network.link": "lxc.net.INDEX.link",
        "lxc.network.mtu": "lxc.net.INDEX.mtu", "lxc.network.name": "lxc.net.INDEX.name",
        "lxc.network.script.down": "lxc.net.INDEX.script.down",
        "lxc.network.script.up": "lxc.net.INDEX.script.up", "lxc.network.type": "lxc.net.INDEX.type",
        "lxc.pts": "lxc.pty.max", "lxc.rebootsignal": "lxc.signal.reboot", "lxc.se_context": "lxc.selinux.context",
        "lxc.seccomp": "lxc.seccomp.profile", "lxc.stopsignal": "lxc.signal.stop", "lxc.tty": "lxc.tty.max",
        "lxc.utsname": "lxc.uts.name",
    ]
}
