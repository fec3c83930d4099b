/// Which properties a storage's section may have.
package struct StorageOptions: Hashable, Sendable {
    /// Given once and never changed; without them the storage cannot be added.
    package let required: Set<String>
    /// May be left out, but never changed.
    package let fixed: Set<String>
    package let optional: Set<String>

    /// The properties of one plug-in.
    package init(_ kind: StorageKind) {
        let files = ["content-dirs", "prune-backups", "max-protected-backups", "format", "mkdir"]
        let folders = files + ["create-base-path", "create-subdirs", "preallocation", "bwlimit"]
        let chain = "snapshot-as-volume-chain"
        var fixed: [String] = []
        let required: [String]
        var optional = ["nodes", "disable", "content"]
        switch kind {
        case .directory:
            (required, fixed) = (["path"], [chain])
            optional += folders + ["shared", "is_mountpoint"]
        case .btrfs:
            required = ["path"]
            optional +=
                folders.filter { $0 != "content-dirs" && $0 != "bwlimit" } + [
                    "shared", "is_mountpoint", "nocow",
                ]
        case .nfs:
            (required, fixed) = (["path", "server", "export"], [chain])
            optional += folders + ["options"]
        case .cifs:
            (required, fixed) = (["path", "server", "share"], [chain])
            optional += folders + ["options", "subdir", "username", "password", "domain", "smbversion"]
        case .lvm:
            (required, fixed) = (["vgname"], ["base"])
            optional += ["shared", "saferemove", "saferemove-stepsize", "saferemove_throughput", "tagged_only"]
            optional += ["bwlimit", chain]
        case .thin:
            required = ["thinpool", "vgname"]
            optional += ["bwlimit"]
        case .zfs:
            required = ["pool"]
            optional += ["blocksize", "sparse", "bwlimit", "mountpoint"]
        case .rbd:
            required = []
            optional += ["monhost", "pool", "data-pool", "namespace", "username", "krbd", "keyring", "bwlimit"]
        case .backupServer:
            required = ["server", "datastore"]
            optional += ["namespace", "port", "username", "password", "encryption-key", "master-pubkey"]
            optional += ["prune-backups", "max-protected-backups", "fingerprint"]
        }
        self.required = Set(required)
        self.fixed = Set(fixed)
        self.optional = Set(optional)
    }

    /// Whether a section may have the property at all.
    package func knows(_ key: String) -> Bool {
        required.contains(key) || fixed.contains(key) || optional.contains(key)
    }

    /// Whether the property keeps the value that it was added with.
    package func isFixed(_ key: String) -> Bool { required.contains(key) || fixed.contains(key) }

    /// Never written to the configuration: they lie in files of their own.
    package static let secrets: Set<String> = ["password", "keyring", "encryption-key", "master-pubkey"]

    /// Those whose values are numbers; the others are texts.
    package static let numbers: Set<String> = [
        "shared", "disable", "max-protected-backups", "mkdir", "create-base-path", "create-subdirs", "nocow",
        "saferemove", "tagged_only", "sparse", "krbd", "port", "snapshot-as-volume-chain",
    ]
}
