extension GuestOptionRights {
    /// Demands the right to use a volume that is there.
    ///
    /// A volume whose name only its storage understands is not looked at here: the storage refuses it.
    ///
    /// - Parameter expected: What the place needs; nil takes anything.
    func requireVolume(_ text: String, expected: VolumeName.Content? = nil) throws(AccessFailure) {
        guard let volume = VolumeName(text) else {
            if rights.identity.isRoot { return }
            throw .failed("Only root can pass arbitrary filesystem paths. at \(Self.source)")
        }
        if volume.content == .other { return }
        if let expected, volume.content != expected, !(expected == .rootdir && volume.content == .images) {
            throw .failed("unable to use volume \(text) - content type needs to be '\(expected.name)'")
        }
        let path = "/storage/\(volume.storage)"
        if rights.holds(.datastoreAllocate, on: path) { return }
        switch volume.content {
        case .iso, .vztmpl, .imported:
            try rights.requireAny([.datastoreAllocateSpace, .datastoreAudit], on: path)
        case _ where volume.owner == guest: return
        case .backup:
            guard let owner = volume.owner else { throw missing(text) }
            try rights.require([.datastoreAllocateSpace], on: path)
            try rights.require([.vmBackup], on: "/vms/\(owner)")
        case .images, .rootdir:
            guard let owner = volume.owner else { throw missing(text) }
            try rights.require([.datastoreAudit], on: path)
            try rights.require([.vmConfigDisk], on: "/vms/\(owner)")
        case .snippets, .other: throw missing(text)
        }
    }

    func requireSpace(on storage: String) throws(AccessFailure) {
        try rights.require([.datastoreAllocateSpace], on: "/storage/\(storage)")
    }

    private func missing(_ text: String) -> AccessFailure {
        .failed("missing privileges to access \(text)")
    }

    /// Where Proxmox says that it stopped; the text ends with it because it has no newline of its own.
    private static let source = "/usr/share/perl5/PVE/Storage.pm line 651."
}

/// A new volume: `STORAGE:GIBIBYTES`, or for machines a size alone, which takes the default storage.
struct NewVolume {
    /// Nil when only a size is given.
    let storage: String?
    /// As given.
    let gibibytes: Substring

    /// Nil when the text names something else.
    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, let size = parts.last, Self.isSize(size) else { return nil }
        storage = parts.count == 2 ? String(parts[0]) : nil
        if storage?.isEmpty == true || storage?.contains(where: { $0 == "/" || $0.isWhitespace }) == true { return nil }
        gibibytes = size
    }

    private static func isSize(_ text: Substring) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count <= 2 && parts.allSatisfy(NameRule.isDecimal)
    }
}
